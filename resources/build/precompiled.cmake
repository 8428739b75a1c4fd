# Headers of the standard library, Qt and the command line, read once for many sources. Only headers of other projects belong here: each source
# includes what it uses and builds without this.
option(SILLOK_PRECOMPILE "read common system headers once (GCC)" ON)
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU" OR SILLOK_SANITIZE)
  set(SILLOK_PRECOMPILE OFF)
endif()

set(SILLOK_STANDARD_HEADERS <algorithm> <array> <atomic> <chrono> <cmath> <cstdint> <functional> <map> <memory> <mutex> <optional> <set> <span> <stop_token>
  <string> <string_view> <thread> <unordered_map> <variant> <vector>)

set(SILLOK_PRECOMPILE_FLAGS -fpch-preprocess)  # the compiler's cache asks for it
if(CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)  # GCC 12 forgets here that std::string is not ours, and warns inside it
  list(APPEND SILLOK_PRECOMPILE_FLAGS -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
endif()

# sillok_precompile(TARGET header ...): these and the standard library's.
function(sillok_precompile target)
  if(SILLOK_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE ${SILLOK_STANDARD_HEADERS} ${ARGN})
    target_compile_options(${target} PRIVATE ${SILLOK_PRECOMPILE_FLAGS})
  endif()
endfunction()

# sillok_precompiled_like(TARGET OTHER): what was read for OTHER, whose flags must be the same.
function(sillok_precompiled_like target other)
  if(SILLOK_PRECOMPILE AND TARGET ${other})
    target_precompile_headers(${target} REUSE_FROM ${other})
    target_compile_options(${target} PRIVATE ${SILLOK_PRECOMPILE_FLAGS})
  endif()
endfunction()
