// result.h - A value or an error; the only way a fallible function reports what happened.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace sillok {

/// Why something did not work. People's words are made from these in ui/ and app/cli/ only.
enum class ErrorCode : uint8_t {
    BadArgument,      ///< the caller asked for something that makes no sense
    NotFound,         ///< file, chat, collection, tensor ... does not exist
    AlreadyExists,    ///< would overwrite something
    Damaged,          ///< bytes contradict their own format
    Unsupported,      ///< well-formed, but not something we read
    Unsafe,           ///< a limit that protects the reader was exceeded (bomb, loop, depth)
    NeedsPassword,    ///< protected document
    Refused,          ///< policy, verification or sandbox said no
    Locked,           ///< the vault is closed
    WrongKey,         ///< passphrase or key does not open it
    DiskFull,         ///< nothing was lost; there is no room for more
    Io,               ///< the operating system reported an error
    OutOfMemory,      ///< would not fit, found before or while trying
    Cancelled,        ///< the person stopped it
    TimedOut,         ///< a worker took longer than allowed
    WorkerDied,       ///< a worker process ended before it answered
    Busy,             ///< somebody else holds it
    Internal          ///< our own bug
};

/// Stable English name, for logs, JSON and tests: "Damaged".
const char* errorCodeName(ErrorCode code);

/// What went wrong: a code, what was being done, and where (offset, id or name inside `doing`).
/// Never holds a user's text.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string doing;
    uint16_t fault = 0; ///< which rule of its own a subsystem saw broken (storage/signing/fault.h); 0: the code says it all
};

/// A value, or the error that kept it from being made.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }
    T& value() & { return std::get<0>(m_state); }
    const T& value() const& { return std::get<0>(m_state); }
    T&& value() && { return std::get<0>(std::move(m_state)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    const Error& error() const& { return std::get<1>(m_state); }
    Error&& error() && { return std::get<1>(std::move(m_state)); }

private:
    std::variant<T, Error> m_state;
};

/// Success without a value, or an error.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    bool ok() const { return !m_error.has_value(); }
    explicit operator bool() const { return ok(); }
    const Error& error() const& { return *m_error; }
    Error&& error() && { return *std::move(m_error); }

private:
    std::optional<Error> m_error;
};

inline Error fail(ErrorCode code, std::string doing) { return Error { code, std::move(doing), 0 }; }

/// Says in the code that a failure does not matter here, and why; searchable.
template <typename T>
void ignore(const Result<T>&, const char* /*reason*/) {}

} // namespace sillok

#define SILLOK_JOIN2(a, b) a##b
#define SILLOK_JOIN(a, b) SILLOK_JOIN2(a, b)

/// SILLOK_TRY(auto x, f()): x is the value, or the enclosing function returns the error.
#define SILLOK_TRY(decl, expr)                                                                                         \
    auto SILLOK_JOIN(sillokTry, __LINE__) = (expr);                                                                    \
    if (!SILLOK_JOIN(sillokTry, __LINE__).ok())                                                                        \
        return std::move(SILLOK_JOIN(sillokTry, __LINE__)).error();                                                    \
    decl = std::move(SILLOK_JOIN(sillokTry, __LINE__)).value()

/// SILLOK_CHECK(f()): go on when it worked, or return the error.
#define SILLOK_CHECK(expr)                                                                                             \
    do {                                                                                                               \
        if (auto sillokCheck = (expr); !sillokCheck.ok())                                                              \
            return std::move(sillokCheck).error();                                                                     \
    } while (false)
