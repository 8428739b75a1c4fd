// builtins.h - Filters, tests, methods and functions that templates call by name.
#pragma once

#include "engine/chat/jinja/interpreter.h"

#include <initializer_list>

namespace sillok::jinja {

using Filter = Value (*)(Interpreter&, const Value& subject, const Args& args);
using Test = bool (*)(Interpreter&, const Value& subject, const Args& args);
using Method = Filter;

struct NamedFilter {
    std::string_view name;
    Filter run;
};

template <size_t size> Filter findIn(const NamedFilter (&table)[size], std::string_view name)
{
    for (const NamedFilter& one : table) {
        if (one.name == name)
            return one.run;
    }
    return nullptr;
}

/// Null when there is none of this name.
Filter findFilter(std::string_view name);
Test findTest(std::string_view name);
/// A method that Python has for this kind of value.
Method findMethod(const Value& self, std::string_view name);
Filter findTextFilter(std::string_view name);
Filter findMarkupFilter(std::string_view name);
Filter findNumberFilter(std::string_view name);
Filter findListFilter(std::string_view name);
Filter findOrderFilter(std::string_view name);
Method findTextMethod(std::string_view name);
/// A global function, or undefined.
Value findFunction(Interpreter& interpreter, std::string_view name);
Value boundMethod(Interpreter& interpreter, const Value& self, Method method);
Value loopAttribute(Interpreter& interpreter, LoopObject& loop, std::string_view name, const Value& self);
Value cyclerAttribute(Interpreter& interpreter, const Value& self, std::string_view name);

/// Values by parameter, null where none was given. error  too many, unknown, or fewer than `required`
std::vector<const Value*> bind(const Args& args, std::initializer_list<std::string_view> names, size_t required = 0);
int64_t wholeOf(const Value& value); ///< error  no whole number
bool flagOf(const Value* value, bool otherwise);
int64_t wholeOr(const Value* value, int64_t otherwise);

// operators.cpp
Value binary(Interpreter& interpreter, Op op, const Value& a, const Value& b);
Value negative(const Value& value);
bool compare(Interpreter& interpreter, Comparison how, const Value& a, const Value& b);
Value slice(Interpreter& interpreter, const Value& value, const Value& start, const Value& stop, const Value& step);

// format.cpp
Value formatPercent(Interpreter& interpreter, const Text& format, const Value& values);
Value formatBraces(Interpreter& interpreter, const Text& format, const Args& args);

// filters_markup.cpp
Text escapedMarkup(Interpreter& interpreter, const Text& text);

// filters_number.cpp
/// What int("...", base) reads, or nothing.
bool readWhole(const std::string& text, int base, int64_t& value);
bool readReal(const std::string& text, double& value);

// filters_text.cpp
Value replaced(Interpreter& interpreter, const Text& text, const Text& from, const Text& to, int64_t count);
Value joined(Interpreter& interpreter, const std::vector<Value>& items, const Text& separator);
/// The lines of a text as offsets, without their ends.
std::vector<std::pair<size_t, size_t>> linesOf(const std::string& text, bool keepEnds);

// filters_list.cpp
/// "a.0.b" or a number, followed into a value.
Value followed(Interpreter& interpreter, const Value& value, const Value& path, const Value* otherwise);

} // namespace sillok::jinja
