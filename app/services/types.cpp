#include "app/services/types.h"

namespace sillok::app {

namespace {

/// Overwrites through a volatile pointer, which no compiler may leave out.
void wipeBytes(void* data, qsizetype count)
{
    auto* at = static_cast<volatile char*>(data);
    for (qsizetype i = 0; i < count; ++i)
        at[i] = 0;
}

void wipeText(QString& text)
{
    wipeBytes(text.data(), text.size() * qsizetype { sizeof(QChar) });
    text.clear();
}

void wipeText(QByteArray& bytes)
{
    wipeBytes(bytes.data(), bytes.size());
    bytes.clear();
}

} // namespace

Passphrase Passphrase::take(QString& text)
{
    QString composed = text.normalized(QString::NormalizationForm_C);
    Passphrase taken;
    taken.m_bytes = composed.toUtf8();
    wipeText(composed);
    wipeText(text);
    return taken;
}

Passphrase Passphrase::fromUtf8(QByteArray&& bytes)
{
    QString text = QString::fromUtf8(bytes);
    wipeText(bytes);
    return take(text);
}

Passphrase::Passphrase(Passphrase&& other) noexcept : m_bytes(std::move(other.m_bytes)) { other.m_bytes.clear(); }

Passphrase& Passphrase::operator=(Passphrase&& other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::move(other.m_bytes);
        other.m_bytes.clear();
    }
    return *this;
}

Passphrase::~Passphrase() { wipe(); }

void Passphrase::wipe()
{
    if (!m_bytes.isEmpty())
        wipeText(m_bytes);
}

} // namespace sillok::app
