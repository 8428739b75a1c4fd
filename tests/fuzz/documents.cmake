# libFuzzer targets for everything that reads a stranger's bytes: text formats, containers, frames. Corpus: tests/fuzz/corpus/<target>/.
function(sillok_fuzz name)
  add_executable(${name} ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/${name}.cpp ${ARGN})
  set_target_properties(${name} PROPERTIES AUTOMOC OFF)
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${name} PRIVATE sillok_documents PkgConfig::PUGIXML)
endfunction()

target_compile_options(sillok_documents PRIVATE -fsanitize=fuzzer-no-link)  # the fuzzer steers by what it sees of this code
sillok_fuzz(text_fuzz)
sillok_fuzz(markdown_fuzz)
sillok_fuzz(hwpx_fuzz)
sillok_fuzz(hwpx_section_fuzz)
sillok_fuzz(frame_fuzz ${CMAKE_SOURCE_DIR}/app/workers/frame.cpp)
sillok_fuzz(protocol_fuzz ${CMAKE_SOURCE_DIR}/app/workers/protocol.cpp ${CMAKE_SOURCE_DIR}/app/workers/frame.cpp)
sillok_fuzz(pdf_paragraphs_fuzz ${CMAKE_SOURCE_DIR}/app/workers/pdf_paragraphs.cpp)
