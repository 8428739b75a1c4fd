// document_password_sheet.h - Asks for the password of a document; it is handed on once and kept nowhere in the window.
#pragma once

#include "app/services/types.h"
#include "ui/widgets/sheet.h"

namespace sillok::ui {

class PassphraseField;

class DocumentPasswordSheet final : public Sheet {
    Q_OBJECT
public:
    /// `asking`: documents of the collection that ask for one, this one included.
    DocumentPasswordSheet(QWidget* window, const app::DocumentSummary& document, int asking);
    void ask();                  ///< opens with the keyboard in the field

signals:
    void given(sillok::app::Passphrase& password, bool forAll);   ///< to be moved away

private:
    void give(bool forAll);

    PassphraseField* m_field = nullptr;
};

} // namespace sillok::ui
