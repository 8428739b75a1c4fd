#include "ui/documents/document_password_sheet.h"

#include "ui/widgets/button.h"
#include "ui/widgets/field.h"

namespace sillok::ui {

DocumentPasswordSheet::DocumentPasswordSheet(QWidget* window, const app::DocumentSummary& document, int asking)
    : Sheet(window, tr("Password of “%1”").arg(document.name),
          tr("The file is opened with it and its text is kept encrypted in the vault. The password itself is forgotten when the vault is locked."))
{
    setObjectName(QStringLiteral("documentPasswordSheet"));
    m_field = new PassphraseField(this);
    m_field->setLabel(tr("Password of the document"));
    if (document.problem.code == ErrorCode::WrongKey)
        m_field->setError(tr("The password that was tried last does not match. Check the input language."));
    addContent(m_field);
    if (asking > 1) {
        auto* all = new Button(ButtonKind::Quiet, this);
        all->setObjectName(QStringLiteral("passwordForAll"));
        all->setWords(tr("Try it with all %n files here that ask for one", nullptr, asking));
        addContent(all);
        connect(all, &QAbstractButton::clicked, this, [this] { give(true); });
    }
    addCancel(tr("Cancel"));
    addAccept(tr("Open"), false);
    setAcceptEnabled(false);
    connect(m_field, &PassphraseField::changed, this, [this] { setAcceptEnabled(!m_field->isEmpty()); });
    connect(m_field, &PassphraseField::submitted, this, &Sheet::answer);
    connect(this, &Sheet::accepted, this, [this] { give(false); });
}

void DocumentPasswordSheet::ask()
{
    open();
    m_field->focusField();
}

void DocumentPasswordSheet::give(bool forAll)
{
    if (m_field->isEmpty())
        return;
    QString text = m_field->takeText();
    app::Passphrase password = app::Passphrase::take(text);
    finish();
    emit given(password, forAll);
}

} // namespace sillok::ui
