// hunt.h - Looks for words in bytes, in every disguise that a leak would wear on a Korean desktop.
#pragma once

#include <QByteArray>
#include <QDirIterator>
#include <QFile>
#include <QString>
#include <QStringList>

#include <array>
#include <bitset>
#include <cstring>
#include <iconv.h>
#include <memory>
#include <unordered_map>
#include <vector>

namespace sillok::test {

/// CP949 by the C library; empty when it has no such table or the text does not fit.
inline QByteArray inCp949(const QString& text)
{
    const iconv_t converter = iconv_open("CP949", "UTF-8");
    if (converter == reinterpret_cast<iconv_t>(-1)) // NOLINT(performance-no-int-to-ptr)
        return {};
    QByteArray from = text.toUtf8(), to(from.size() * 2, '\0');
    char* in = from.data();
    char* out = to.data();
    auto inLeft = static_cast<size_t>(from.size()), outLeft = static_cast<size_t>(to.size());
    const bool good = iconv(converter, &in, &inLeft, &out, &outLeft) != static_cast<size_t>(-1);
    iconv_close(converter);
    return good ? to.left(to.size() - static_cast<qsizetype>(outLeft)) : QByteArray();
}

/// The middle of the base64 of anything that holds `bytes`, for each of the three places where they can begin.
inline QList<QByteArray> inBase64(const QByteArray& bytes)
{
    QList<QByteArray> all;
    for (int shift = 0; shift < 3; ++shift) {
        const QByteArray coded = (QByteArray(shift, '\0') + bytes).toBase64(QByteArray::OmitTrailingEquals);
        all << coded.mid(shift == 0 ? 0 : shift + 1, coded.size() - (shift == 0 ? 0 : shift + 1) - 2);
    }
    return all;
}

inline QList<QByteArray> disguisesOf(const QString& text)
{
    QList<QByteArray> all { text.toUtf8(), text.normalized(QString::NormalizationForm_D).toUtf8() };
    const std::u16string wide = text.toStdU16String();
    QByteArray little(reinterpret_cast<const char*>(wide.data()), static_cast<qsizetype>(wide.size() * 2)), big = little;
    for (qsizetype i = 0; i + 1 < big.size(); i += 2)
        std::swap(big[i], big[i + 1]);
    all << little << big << inCp949(text) << inBase64(text.toUtf8()) << text.toUtf8().toHex() << text.toUtf8().toHex().toUpper();
    all.removeIf([](const QByteArray& one) { return one.size() < 8; });
    return all;
}

/// Many patterns in one pass.
class Hunt {
public:
    void add(const QByteArray& pattern, const QString& name)
    {
        m_patterns[hash(pattern.constData())].push_back({ pattern, name });
        m_starts->set(hash(pattern.constData()) % kBits);
    }
    void addText(const QString& text)
    {
        for (const QByteArray& disguise : disguisesOf(text))
            add(disguise, text);
    }

    /// Adds the names of patterns in `bytes` to `found`, each once.
    void look(const char* bytes, size_t size, QStringList& found) const
    {
        for (size_t i = 0; i + 8 <= size; ++i) {
            const uint32_t start = hash(bytes + i);
            if (!m_starts->test(start % kBits))
                continue;
            const auto here = m_patterns.find(start);
            if (here == m_patterns.end())
                continue;
            for (const Pattern& one : here->second)
                if (i + static_cast<size_t>(one.bytes.size()) <= size && std::memcmp(bytes + i, one.bytes.constData(), static_cast<size_t>(one.bytes.size())) == 0 && !found.contains(one.name))
                    found << one.name;
        }
    }

    /// "file: name" for every pattern in every file below `folder`, and in the names of files.
    QStringList inFiles(const QString& folder) const
    {
        QStringList all;
        QDirIterator walk(folder, QDir::Files | QDir::Hidden | QDir::System | QDir::NoSymLinks, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            const QString path = walk.next();
            QStringList found;
            QFile file(path);
            const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() + '\n' + path.toUtf8() : path.toUtf8();
            look(bytes.constData(), static_cast<size_t>(bytes.size()), found);
            for (const QString& name : found)
                all << path + QStringLiteral(": ") + name;
        }
        return all;
    }

private:
    struct Pattern {
        QByteArray bytes;
        QString name;
    };
    static constexpr size_t kBits = size_t { 1 } << 22;
    static uint32_t hash(const char* at)
    {
        uint64_t first = 0;
        std::memcpy(&first, at, sizeof first);
        return static_cast<uint32_t>((first * 0x9E3779B97F4A7C15ull) >> 32);
    }
    std::unordered_map<uint32_t, std::vector<Pattern>> m_patterns;
    std::unique_ptr<std::bitset<kBits>> m_starts = std::make_unique<std::bitset<kBits>>();
};

} // namespace sillok::test
