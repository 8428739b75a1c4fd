# Rules of the house as tests; each prints the fix.
add_test(NAME layers COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR} -P ${CMAKE_CURRENT_SOURCE_DIR}/tools/check_layers.cmake)
if(SILLOK_WITH_APP)
  add_executable(make_sample_pdf EXCLUDE_FROM_ALL tools/make_sample_pdf.cpp)
  target_link_libraries(make_sample_pdf PRIVATE sillok_flags Qt6::Gui)
endif()
if(SILLOK_WITH_APP)
  add_test(NAME no_network COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/tools/no_network.sh ${CMAKE_RUNTIME_OUTPUT_DIRECTORY} ${CMAKE_BINARY_DIR}/tests ${CMAKE_SOURCE_DIR}
    ${SILLOK_WINDOW_TESTS})
  set_tests_properties(no_network PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 900 RUN_SERIAL ON ENVIRONMENT "QT_QPA_PLATFORM=offscreen;SILLOK_SHARED=${CMAKE_SOURCE_DIR}/../shared")
endif()
