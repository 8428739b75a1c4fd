// log_check_sheet.h - What an auditor has beside a log: the key that checks every record, and checkpoints from before.
#pragma once

#include "ui/widgets/sheet.h"

#include <QStringList>

namespace sillok::ui {

class LogCheckSheet : public Sheet {
    Q_OBJECT
public:
    explicit LogCheckSheet(QWidget* window);
    QString firstKeyFile() const { return m_firstKey; }
    QStringList checkpoints() const { return m_checkpoints; }

private:
    /// A button that asks for files, and which ones were chosen.
    template <typename Chosen>
    void addChoice(const char* name, const QString& words, Chosen chosen);

    QString m_firstKey;
    QStringList m_checkpoints;
};

} // namespace sillok::ui
