# Flags for every target: warnings are errors; the binaries are position independent, fortified and fully relocated before start.
add_library(sillok_flags INTERFACE)
target_compile_options(sillok_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual -Wformat=2 -Wundef -Werror
  -fno-strict-aliasing -fvisibility=hidden)
# GCC 12's -Wrestrict is wrong about "text" + std::string under -O3 (GCC bug 105651); newer ones are not.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(sillok_flags INTERFACE -Wno-restrict)
endif()
target_link_libraries(sillok_flags INTERFACE Threads::Threads)

if(SILLOK_SANITIZE)
  target_compile_options(sillok_flags INTERFACE -fsanitize=${SILLOK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(sillok_flags INTERFACE -fsanitize=${SILLOK_SANITIZE})
  target_compile_definitions(sillok_flags INTERFACE SILLOK_SANITIZED=1)
elseif(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_options(sillok_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
endif()
target_compile_options(sillok_flags INTERFACE -fstack-protector-strong -fstack-clash-protection)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  target_compile_options(sillok_flags INTERFACE -fcf-protection)
endif()
target_link_options(sillok_flags INTERFACE -pie -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed)
