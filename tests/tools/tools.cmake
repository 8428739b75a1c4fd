# Rules of the house as tests; each prints the fix.
add_test(NAME layers COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR} -P ${CMAKE_CURRENT_SOURCE_DIR}/tools/check_layers.cmake)
if(SILLOK_WITH_APP)
  add_executable(make_sample_pdf EXCLUDE_FROM_ALL tools/make_sample_pdf.cpp)
  target_link_libraries(make_sample_pdf PRIVATE sillok_flags Qt6::Gui)
endif()
