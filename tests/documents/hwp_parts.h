// hwp_parts.h - Streams of a HWP 5.0 document made in memory, for tests of the reader.
#pragma once

#include "tests/documents/compound.h"

#include <QString>

#include <stdexcept>
#include <zlib.h>

namespace sillok::test {

template <typename T>
std::string raw(T value)
{
    return { reinterpret_cast<const char*>(&value), sizeof value };
}

inline std::string utf16(const char* text)
{
    const QString units = QString::fromUtf8(text);
    return { reinterpret_cast<const char*>(units.utf16()), static_cast<size_t>(units.size()) * 2 };
}

/// A text with its length in front.
inline std::string counted(const char* text) { return raw(static_cast<uint16_t>(utf16(text).size() / 2)) + utf16(text); }

inline std::string deflated(const std::string& bytes)
{
    z_stream stream {};
    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (!whole)
        throw std::runtime_error("deflating");
    return out;
}

/// One record; a long one has its size in a number of its own.
inline std::string record(uint32_t tag, uint32_t level, const std::string& payload = {})
{
    const auto size = static_cast<uint32_t>(payload.size());
    const uint32_t head = tag | level << 10 | std::min(size, 0xFFFu) << 20;
    return raw(head) + (size >= 0xFFF ? raw(size) : std::string {}) + payload;
}

/// The eight units that a control takes inside a paragraph's text.
inline std::string controlUnits(uint16_t code) { return raw(code) + std::string(12, '\0') + raw(code); }

/// Four letters as a control's record begins with them.
inline std::string id(const std::string& letters) { return { letters.rbegin(), letters.rend() }; }

struct Para {
    std::string text {};            ///< UTF-16 with controls
    std::string inside {};          ///< records of its controls, one level below
    uint16_t shape = 0;
    std::vector<int> lines {};      ///< vertical positions
    uint8_t breaks = 0;
};

inline std::string para(uint32_t level, const Para& what)
{
    const std::string header = raw(uint32_t(what.text.size() / 2)) + raw(uint32_t(0)) + raw(what.shape) + std::string(1, '\0')
        + std::string(1, static_cast<char>(what.breaks)) + std::string(10, '\0');
    std::string out = record(66, level, header);
    if (!what.text.empty())
        out += record(67, level + 1, what.text + raw(uint16_t(13)));
    std::string lines;
    for (const int position : what.lines)
        lines += raw(uint32_t(0)) + raw(position) + std::string(28, '\0');
    if (!lines.empty())
        out += record(69, level + 1, lines);
    return out + what.inside;
}

inline std::string p(uint32_t level, const char* text, uint16_t shape = 0) { return para(level, { .text = utf16(text), .shape = shape }); }

/// A control with what hangs below it.
inline std::string control(uint32_t level, const std::string& letters, const std::string& fields = {}, const std::string& inside = {})
{
    return record(71, level, id(letters) + fields) + inside;
}

inline std::string cell(uint32_t level, uint16_t column, uint16_t row, uint16_t columnSpan, const std::string& paragraphs)
{
    const std::string header = raw(uint32_t(1)) + raw(uint32_t(0)) + raw(column) + raw(row) + raw(columnSpan) + raw(uint16_t(1)) + std::string(18, '\0');
    return record(72, level, header) + paragraphs;
}

inline std::string tableRecord(uint32_t level, uint16_t rows, uint16_t columns)
{
    return record(77, level, raw(uint32_t(0)) + raw(rows) + raw(columns) + std::string(20, '\0'));
}

/// A paragraph that holds one control with that code.
inline std::string holding(uint32_t level, uint16_t code, const std::string& controlRecords) { return para(level, { .text = controlUnits(code), .inside = controlRecords }); }

inline std::string paragraphShape(uint32_t headKind, uint32_t level, uint16_t list)
{
    return record(25, 1, raw(uint32_t(headKind << 23 | std::min(level, 6u) << 25)) + std::string(26, '\0') + raw(list) + std::string(22, '\0') + raw(level));
}

inline std::string numberingLevel(uint32_t format, const char* pattern) { return raw(format << 5) + std::string(8, '\0') + counted(pattern); }

struct HwpFile {
    std::vector<std::string> sections {};
    std::string docInfo {};
    uint32_t flags = 1;
    uint32_t version = 0x05010100;
    std::map<std::string, std::string> more {}; ///< other streams; replace those made here
};

inline std::vector<uint8_t> makeHwp(const HwpFile& what)
{
    std::string header = "HWP Document File";
    header.resize(32, '\0');
    header += raw(what.version) + raw(what.flags);
    header.resize(256, '\0');
    const auto packed = [&](const std::string& bytes) { return what.flags & 1 ? deflated(bytes) : bytes; };
    std::map<std::string, std::string> streams { { "FileHeader", header }, { "DocInfo", packed(what.docInfo) } };
    for (size_t i = 0; i < what.sections.size(); ++i)
        streams["BodyText/Section" + std::to_string(i)] = packed(what.sections[i]);
    for (const auto& [name, bytes] : what.more)
        streams[name] = bytes;
    return CompoundWriter::write(streams).bytes;
}

} // namespace sillok::test
