#include "app/services/types.h"

namespace sillok::app {

namespace {

/// Overwrites through a volatile pointer, which no compiler may leave out.
template <typename T>
void wipeUnits(T* data, qsizetype count)
{
    volatile T* at = data;
    for (qsizetype i = 0; i < count; ++i)
        at[i] = T {};
}

} // namespace

Passphrase Passphrase::take(QString& text)
{
    QString composed = text.normalized(QString::NormalizationForm_C);
    Passphrase taken;
    taken.m_bytes = composed.toUtf8();
    wipeUnits(composed.data(), composed.size());
    wipeUnits(text.data(), text.size());
    text.clear();
    return taken;
}

Passphrase Passphrase::fromUtf8(QByteArray&& bytes)
{
    QString text = QString::fromUtf8(bytes);
    wipeUnits(bytes.data(), bytes.size());
    bytes.clear();
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
        wipeUnits(m_bytes.data(), m_bytes.size());
}

} // namespace sillok::app
