{{ header }}
rootProject.name = {{ artifact }}
