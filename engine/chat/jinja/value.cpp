#include "engine/chat/jinja/value.h"

#include "engine/base/text.h"
#include "engine/chat/jinja/interpreter.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace sillok::jinja {

namespace {

constexpr size_t kIndexFrom = 8; ///< entries; fewer are compared one by one

void checkDepth(const Meter& meter, int depth)
{
    if (depth > meter.limits().valueDepth)
        stop(ErrorCode::Unsafe, "values nest too deep");
}

/// Whole numbers compare exactly, also with reals beyond 2^53.
int compareNumbers(const Value& a, const Value& b)
{
    if (a.isWhole() && b.isWhole())
        return a.whole() < b.whole() ? -1 : a.whole() > b.whole();
    const auto x = static_cast<long double>(a.isWhole() ? static_cast<long double>(a.whole()) : a.number());
    const auto y = static_cast<long double>(b.isWhole() ? static_cast<long double>(b.whole()) : b.number());
    return x < y ? -1 : x > y ? 1 : x == y ? 0 : 2;
}

bool equalDicts(Meter& meter, const DictObject& a, const DictObject& b)
{
    if (a.entries.size() != b.entries.size())
        return false;
    for (const auto& [key, value] : a.entries) {
        const Value* other = b.find(meter, key);
        if (!other || !equal(meter, value, *other))
            return false;
    }
    return true;
}

} // namespace

Value Value::undefined(const std::string* name)
{
    Value value;
    value.m_number.name = name;
    return value;
}

Value Value::boolean(bool value)
{
    Value made(Kind::Boolean);
    made.m_number.whole = value;
    return made;
}

Value Value::integer(int64_t value, bool fromData)
{
    Value made(Kind::Integer);
    made.m_number.whole = value;
    made.m_fromData = fromData;
    return made;
}

Value Value::real(double value, bool fromData)
{
    Value made(Kind::Real);
    made.m_number.real = value;
    made.m_fromData = fromData;
    return made;
}

ListObject& Value::list() const { return as<ListObject>(); }
DictObject& Value::dict() const { return as<DictObject>(); }

bool Value::sameAs(const Value& other) const
{
    if (m_kind != other.m_kind)
        return false;
    if (m_object || other.m_object)
        return m_object == other.m_object;
    return m_kind == Kind::Real ? m_number.real == other.m_number.real : m_kind == Kind::None || m_number.whole == other.m_number.whole;
}

int Value::depth() const
{
    switch (m_kind) {
    case Kind::List:
    case Kind::Tuple:
    case Kind::Range:
    case Kind::View:
    case Kind::Generator:
        return list().depth;
    case Kind::Dict:
        return dict().depth;
    case Kind::Callable:
        return as<CallableObject>().depth;
    case Kind::Loop:
        return as<LoopObject>().depth;
    default:
        return 0; // a namespace ends the count: the interpreter keeps all of them, so none destroys another
    }
}

Value makeText(Meter& meter, Text text, bool safe)
{
    meter.checkText(text.size());
    meter.step(text.size() / 32);
    auto object = makeObject<TextObject>(meter, text.size() + text.runs().size() * sizeof(Text::Run));
    object->text = std::move(text);
    object->safe = safe;
    return Value(Kind::Text, std::move(object));
}

Value makeText(Meter& meter, std::string_view bytes, bool fromData)
{
    meter.checkText(bytes.size());
    return makeText(meter, Text(std::string(bytes), fromData));
}

Value makeConstantText(std::string bytes)
{
    auto object = std::make_shared<TextObject>();
    object->text = Text(std::move(bytes), false);
    return Value(Kind::Text, std::move(object));
}

Value makeList(Meter& meter, std::vector<Value> items, Kind kind, std::string label)
{
    auto object = makeObject<ListObject>(meter, items.size() * sizeof(Value) + label.size());
    for (const Value& item : items)
        object->depth = std::max(object->depth, item.depth() + 1);
    checkDepth(meter, object->depth);
    meter.step(items.size() / 4);
    object->items = std::move(items);
    object->label = std::move(label);
    return Value(kind, std::move(object));
}

size_t DictObject::placeOf(Meter& meter, const Value& key, size_t hash) const
{
    if (entries.size() <= kIndexFrom) {
        for (size_t i = 0; i < entries.size(); ++i) {
            if (equal(meter, entries[i].first, key))
                return i;
        }
        return entries.size();
    }
    const auto [from, to] = m_index.equal_range(hash);
    for (auto at = from; at != to; ++at) {
        if (equal(meter, entries[at->second].first, key))
            return at->second;
    }
    return entries.size();
}

const Value* DictObject::find(Meter& meter, const Value& key) const
{
    const size_t place = placeOf(meter, key, hashOf(meter, key));
    return place < entries.size() ? &entries[place].second : nullptr;
}

const Value* DictObject::find(std::string_view key) const
{
    if (entries.size() > kIndexFrom) {
        const auto [from, to] = m_index.equal_range(std::hash<std::string_view> {}(key));
        for (auto at = from; at != to; ++at) {
            const auto& [name, value] = entries[at->second];
            if (name.is(Kind::Text) && name.text().bytes() == key)
                return &value;
        }
        return nullptr;
    }
    for (const auto& [name, value] : entries) {
        if (name.is(Kind::Text) && name.text().bytes() == key)
            return &value;
    }
    return nullptr;
}

void DictObject::set(Meter& meter, Value key, Value value)
{
    const size_t hash = hashOf(meter, key);
    const size_t place = placeOf(meter, key, hash);
    depth = std::max({ depth, key.depth() + 1, value.depth() + 1 });
    checkDepth(meter, depth);
    if (place < entries.size()) {
        entries[place].second = std::move(value);
        return;
    }
    charge(meter, 2 * sizeof(Value) + 32);
    entries.emplace_back(std::move(key), std::move(value));
    if (entries.size() == kIndexFrom + 1) {
        for (size_t i = 0; i < kIndexFrom; ++i)
            m_index.emplace(hashOf(meter, entries[i].first), static_cast<uint32_t>(i));
    }
    if (entries.size() > kIndexFrom)
        m_index.emplace(hash, static_cast<uint32_t>(entries.size() - 1));
}

bool isTrue(const Value& value)
{
    switch (value.kind()) {
    case Kind::Undefined:
    case Kind::None:
        return false;
    case Kind::Boolean:
    case Kind::Integer:
        return value.whole() != 0;
    case Kind::Real:
        return value.number() != 0;
    case Kind::Text:
        return !value.text().empty();
    case Kind::List:
    case Kind::Tuple:
    case Kind::Range:
    case Kind::View:
        return !value.list().items.empty();
    case Kind::Dict:
        return !value.dict().entries.empty();
    default:
        return true;
    }
}

bool equal(Meter& meter, const Value& a, const Value& b)
{
    meter.step();
    if (a.isNumber() && b.isNumber())
        return compareNumbers(a, b) == 0;
    if (a.kind() != b.kind())
        return false;
    switch (a.kind()) {
    case Kind::Undefined:
    case Kind::None:
        return true;
    case Kind::Text:
        return a.object() == b.object() || a.text().bytes() == b.text().bytes();
    case Kind::List:
    case Kind::Tuple:
    case Kind::Range: {
        const auto& x = a.list().items;
        const auto& y = b.list().items;
        return a.object() == b.object()
            || (x.size() == y.size()
                && std::equal(x.begin(), x.end(), y.begin(), [&](const Value& p, const Value& q) { return equal(meter, p, q); }));
    }
    case Kind::Dict:
        return a.object() == b.object() || equalDicts(meter, a.dict(), b.dict());
    default:
        return a.object() == b.object();
    }
}

bool less(Meter& meter, const Value& a, const Value& b)
{
    meter.step();
    if (a.isNumber() && b.isNumber())
        return compareNumbers(a, b) == -1;
    if (a.is(Kind::Text) && b.is(Kind::Text))
        return a.text().bytes() < b.text().bytes(); // UTF-8 sorts as its code points do
    if (a.kind() == b.kind() && (a.is(Kind::List) || a.is(Kind::Tuple))) {
        const auto& x = a.list().items;
        const auto& y = b.list().items;
        for (size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
            if (!equal(meter, x[i], y[i]))
                return less(meter, x[i], y[i]);
        }
        return x.size() < y.size();
    }
    stopBadUse(std::string("no order between ") + typeName(a) + " and " + typeName(b));
}

size_t hashOf(Meter& meter, const Value& value)
{
    meter.step();
    switch (value.kind()) {
    case Kind::Text:
        return std::hash<std::string_view> {}(value.text().bytes());
    case Kind::Boolean:
    case Kind::Integer:
        return std::hash<double> {}(static_cast<double>(value.whole()));
    case Kind::Real:
        return std::hash<double> {}(value.number());
    case Kind::Tuple: {
        size_t hash = 17;
        for (const Value& item : value.list().items)
            hash = hash * 1'000'003 + hashOf(meter, item);
        return hash;
    }
    case Kind::List:
    case Kind::Dict:
        stopBadUse(std::string("a ") + typeName(value) + " cannot be a key");
    default:
        return std::hash<const void*> {}(value.object().get());
    }
}

const char* typeName(const Value& value)
{
    switch (value.kind()) {
    case Kind::Undefined:
        return "undefined value";
    case Kind::None:
        return "None";
    case Kind::Boolean:
        return "bool";
    case Kind::Integer:
        return "int";
    case Kind::Real:
        return "float";
    case Kind::Text:
        return "str";
    case Kind::List:
        return "list";
    case Kind::Tuple:
        return "tuple";
    case Kind::Range:
        return "range";
    case Kind::View:
        return "view";
    case Kind::Generator:
        return "generator";
    case Kind::Dict:
        return "dict";
    case Kind::Namespace:
        return "namespace";
    case Kind::Callable:
        return "function";
    case Kind::Loop:
        return "loop";
    }
    return "value";
}

std::shared_ptr<ListObject> itemsOf(Meter& meter, const Value& value)
{
    std::vector<Value> items;
    switch (value.kind()) {
    case Kind::List:
    case Kind::Tuple:
    case Kind::Range:
    case Kind::View:
        return std::static_pointer_cast<ListObject>(value.object());
    case Kind::Undefined:
        break;
    case Kind::Generator: {
        ListObject& list = value.list();
        items.assign(list.items.begin() + static_cast<ptrdiff_t>(list.taken), list.items.end());
        list.taken = list.items.size();
        break;
    }
    case Kind::Dict:
        for (const auto& entry : value.dict().entries)
            items.push_back(entry.first);
        break;
    case Kind::Text: {
        const Text& text = value.text();
        for (size_t at = 0; at < text.size();) {
            const size_t length = codePointAt(text.bytes(), at).length;
            meter.step();
            items.push_back(makeText(meter, text.part(at, length)));
            at += length;
        }
        break;
    }
    default:
        stopBadUse(std::string("a ") + typeName(value) + " cannot be iterated");
    }
    return std::static_pointer_cast<ListObject>(makeList(meter, std::move(items)).object());
}

} // namespace sillok::jinja
