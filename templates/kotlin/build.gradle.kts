{{ header }}
plugins {
    kotlin("jvm") version "2.3.0"
    `java-library`
    `maven-publish`
}

group = {{ group }}
version = {{ version }}
description = {{ description }}

repositories {
    mavenCentral()
}

dependencies {
    testImplementation("org.junit.jupiter:junit-jupiter:5.13.4")
    testRuntimeOnly("org.junit.platform:junit-platform-launcher:1.13.4")
}

kotlin {
    explicitApi()
    jvmToolchain(25)
    compilerOptions {
        allWarningsAsErrors = true
    }
}

tasks.test {
    useJUnitPlatform()
}

publishing {
    publications {
        create<MavenPublication>("library") {
            from(components["java"])
        }
    }
}
