// value.h - What a template computes with: Python's values, as far as templates meet them.
#pragma once

#include "engine/chat/jinja/limits.h"
#include "engine/chat/jinja/text.h"

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace sillok::jinja {

class Interpreter;
class Value;

enum class Kind : uint8_t {
    Undefined,
    None,
    Boolean,
    Integer,
    Real,
    Text,
    List,
    Tuple,
    Range,
    View,
    Generator,
    Dict,
    Namespace,
    Callable,
    Loop
};

/// Something that values share. Gives back to the meter what it holds.
class Object {
public:
    Object() = default;
    Object(const Object&) = delete;
    Object& operator=(const Object&) = delete;
    virtual ~Object()
    {
        if (m_meter)
            m_meter->release(m_held);
    }
    /// More of the meter's memory belongs to this object from now on.
    void charge(Meter& meter, size_t bytes)
    {
        meter.hold(bytes);
        m_meter = &meter;
        m_held += bytes;
    }

private:
    Meter* m_meter = nullptr;
    size_t m_held = 0;
};

struct TextObject : Object {
    Text text;
    bool safe = false; ///< marked by the filters safe and escape
};
struct ListObject;
struct DictObject;
struct CallableObject;

/// One value; copies share what it points to.
class Value {
public:
    Value() = default; ///< undefined
    static Value undefined(const std::string* name);
    static Value none() { return Value(Kind::None); }
    static Value boolean(bool value);
    static Value integer(int64_t value, bool fromData = false);
    static Value real(double value, bool fromData = false);
    Value(Kind kind, std::shared_ptr<Object> object)
        : m_object(std::move(object))
        , m_kind(kind)
    {
    }

    Kind kind() const { return m_kind; }
    bool is(Kind kind) const { return m_kind == kind; }
    bool isNumber() const { return m_kind == Kind::Boolean || m_kind == Kind::Integer || m_kind == Kind::Real; }
    bool isWhole() const { return m_kind == Kind::Boolean || m_kind == Kind::Integer; }
    /// List, tuple, range, view or generator.
    bool isSequence() const { return m_kind >= Kind::List && m_kind <= Kind::Generator; }
    bool fromData() const { return m_fromData; } ///< of numbers

    int64_t whole() const { return m_number.whole; } ///< needs isWhole()
    double number() const { return m_kind == Kind::Real ? m_number.real : static_cast<double>(m_number.whole); } ///< needs isNumber()
    const std::string* name() const { return m_kind == Kind::Undefined ? m_number.name : nullptr; } ///< of an undefined variable, if known
    const Text& text() const { return static_cast<const TextObject*>(m_object.get())->text; } ///< needs Kind::Text
    bool safe() const { return m_kind == Kind::Text && static_cast<const TextObject*>(m_object.get())->safe; }
    ListObject& list() const; ///< needs isSequence()
    DictObject& dict() const; ///< needs Kind::Dict or Kind::Namespace
    template <typename T> T& as() const { return *static_cast<T*>(m_object.get()); }
    const std::shared_ptr<Object>& object() const { return m_object; }
    bool sameAs(const Value& other) const;
    /// How many values lie within each other, this one counted when it is a container.
    int depth() const;

private:
    explicit Value(Kind kind)
        : m_kind(kind)
    {
    }

    std::shared_ptr<Object> m_object;
    union {
        int64_t whole;
        double real;
        const std::string* name;
    } m_number { 0 };
    Kind m_kind = Kind::Undefined;
    bool m_fromData = false;
};

struct ListObject : Object {
    std::vector<Value> items;
    std::string label; ///< how a range prints; the word before a view's brackets
    size_t taken = 0; ///< of a generator: what has been read already
    int depth = 1;
    bool isGroup = false; ///< a tuple of groupby, whose parts have names
};

/// Entries in the order in which they came.
struct DictObject : Object {
    std::vector<std::pair<Value, Value>> entries;
    int depth = 1;

    const Value* find(Meter& meter, const Value& key) const;
    const Value* find(std::string_view key) const;
    /// error  the key cannot be hashed, or nests too deep
    void set(Meter& meter, Value key, Value value);

private:
    size_t placeOf(Meter& meter, const Value& key, size_t hash) const;
    std::unordered_multimap<size_t, uint32_t> m_index; ///< once there are many
};

struct Args {
    std::vector<Value> items;
    std::vector<std::pair<std::string, Value>> named;
};

struct CallableObject : Object {
    virtual Value call(Interpreter& interpreter, const Args& args) = 0;
    int depth = 1;
};

// Making values that hold memory.
template <typename T> std::shared_ptr<T> makeObject(Meter& meter, size_t extraBytes = 0)
{
    meter.hold(0);
    auto object = std::make_shared<T>();
    object->charge(meter, sizeof(T) + 32 + extraBytes);
    return object;
}
Value makeText(Meter& meter, Text text, bool safe = false);
Value makeText(Meter& meter, std::string_view bytes, bool fromData = false);
Value makeList(Meter& meter, std::vector<Value> items, Kind kind = Kind::List, std::string label = {});
/// Without a meter, for constants of the source.
Value makeConstantText(std::string bytes);

bool isTrue(const Value& value);
bool equal(Meter& meter, const Value& a, const Value& b);
/// a < b. error  the two have no order
bool less(Meter& meter, const Value& a, const Value& b);
size_t hashOf(Meter& meter, const Value& value);
const char* typeName(const Value& value);

/// The items that a loop would visit; a generator gives them only once. error  not iterable
std::shared_ptr<ListObject> itemsOf(Meter& meter, const Value& value);

} // namespace sillok::jinja
