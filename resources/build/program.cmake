# The window program: the only target that links app and ui together.
add_executable(sillok ${CMAKE_SOURCE_DIR}/app/main.cpp)
target_link_libraries(sillok PRIVATE sillok_ui sillok_app)
target_compile_definitions(sillok PRIVATE SILLOK_VERSION="${PROJECT_VERSION}")

# Samples beside the programs, so that a build tree shows them like an installation does.
add_custom_target(samples ALL COMMAND ${CMAKE_COMMAND} -E copy_directory ${CMAKE_SOURCE_DIR}/resources/samples/documents ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/samples)

install(TARGETS sillok sillokctl RUNTIME DESTINATION bin)
install(TARGETS sillok-engine sillok-reader RUNTIME DESTINATION bin)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/resources/samples/documents/ DESTINATION share/sillok/samples)
