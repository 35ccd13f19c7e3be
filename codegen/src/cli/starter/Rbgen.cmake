# rbgen_generate(TARGET SCHEMA): a library TARGET with the C headers of SCHEMA on its include path.

find_program(RBGEN_PROGRAM rbgen REQUIRED)

function(rbgen_generate target schema)
  get_filename_component(schema "${schema}" ABSOLUTE)
  set(out "${CMAKE_CURRENT_BINARY_DIR}/rbgen")
  set(command "${RBGEN_PROGRAM}" generate "${schema}" --lang c --out "${out}")
  execute_process(
    COMMAND ${command} --list-outputs
    OUTPUT_VARIABLE outputs
    OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE "\n" ";" outputs "${outputs}")
  set(headers "${outputs}")
  list(FILTER headers INCLUDE REGEX "\\.h$")
  list(GET headers 0 header)
  get_filename_component(include "${header}" DIRECTORY)
  # Another schema, or one it imports, may give other files.
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${schema}")
  add_custom_command(
    OUTPUT ${outputs}
    COMMAND ${command} --quiet --depfile "${out}/${target}.d"
    DEPENDS "${schema}"
    DEPFILE "${out}/${target}.d"
    COMMENT "Generating the headers of ${schema}"
    VERBATIM)
  add_custom_target(${target}_headers DEPENDS ${outputs})
  add_library(${target} INTERFACE)
  add_dependencies(${target} ${target}_headers)
  target_include_directories(${target} INTERFACE "${include}")
endfunction()
