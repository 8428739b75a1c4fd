// place_button.h - A row below a list that leads to another place: the archive, the trash.
#pragma once

#include <QAbstractButton>

namespace sillok::ui {

class PlaceButton : public QAbstractButton {
    Q_OBJECT
public:
    PlaceButton(const QString& icon, QWidget* parent);
    void setWords(const QString& name, const QString& aside);   ///< the aside stands at the right, muted
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_icon;
    QString m_aside;
};

} // namespace sillok::ui
