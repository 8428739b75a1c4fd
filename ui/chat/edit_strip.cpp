#include "ui/chat/edit_strip.h"

#include "ui/widgets/button.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"

#include <QHBoxLayout>

namespace sillok::ui {

EditStrip::EditStrip(QWidget* parent)
    : QWidget(parent)
{
    m_words = new Text(Type::Secondary, Token::TextSecondary, this);
    m_words->setElide(Qt::ElideRight);
    m_cancel = new Button(ButtonKind::Quiet, this);
    m_cancel->setObjectName(QStringLiteral("cancelEdit"));
    m_cancel->setTall(30);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 4, 0);
    row->addWidget(new IconLabel(QStringLiteral("edit"), 16, Token::TextSecondary, this));
    row->addWidget(m_words, 1);
    row->addWidget(m_cancel);
    connect(m_cancel, &QAbstractButton::clicked, this, &EditStrip::cancelled);
    withWords(this, [this] {
        m_words->setWords(tr("You are asking an earlier question in other words. The earlier one stays beside it."));
        m_cancel->setWords(tr("Do not change it"), QStringLiteral("Esc"));
    });
}

} // namespace sillok::ui
