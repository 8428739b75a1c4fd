// composition.h - The half-typed syllable: it belongs to the text before anything else happens to that text.
#pragma once

#include <QObject>
#include <QPointer>
#include <QString>

namespace sillok::ui {

/// One per program. Follows what input methods put into the field that has the keyboard, and gives it to the field before the keyboard goes
/// elsewhere and before Enter or Tab does anything. Callers ask for the same before they read a text for another reason.
class Composition : public QObject {
    Q_OBJECT
public:
    static Composition& it();

    void start();    ///< once, after the QApplication was made
    void commit();   ///< what is half-typed anywhere is typed now; nothing half-typed: nothing happens

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    Composition() = default;

    QPointer<QObject> m_target;
    QString m_preedit;
};

} // namespace sillok::ui
