#include "ui/widgets/menu.h"

#include "ui/style/tokens.h"
#include "ui/style/type.h"

namespace sillok::ui {

Menu::Menu(QWidget* parent)
    : QMenu(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFont(sillok::ui::font(Type::Ui));
    setStyleSheet(QStringLiteral("QMenu { background: %1; border: 1px solid %2; padding: 6px; }"
                                 "QMenu::item { padding: 7px 20px 7px 12px; border-radius: 6px; color: %3; }"
                                 "QMenu::icon { padding-left: 8px; }"
                                 "QMenu::item:selected { background: %4; }"
                                 "QMenu::item:disabled { color: %5; }"
                                 "QMenu::separator { height: 1px; background: %6; margin: 6px 4px; }")
                      .arg(color(Token::BgRaised).name(), color(Token::LineControl).name(), color(Token::TextPrimary).name(),
                           color(Token::BgHover).name(), color(Token::TextDisabled).name(), color(Token::LineSubtle).name()));
}

} // namespace sillok::ui
