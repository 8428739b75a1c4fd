// installed_list.h - The models of signed packages, each with what it is and what it showed when it was installed.
#pragma once

#include "app/services/types.h"

#include <QWidget>

class QVBoxLayout;

namespace sillok::ui {

class InstalledList : public QWidget {
    Q_OBJECT
public:
    explicit InstalledList(QWidget* parent = nullptr);

    /// Takes the place of what was shown.
    void setModels(const QList<app::InstalledModel>& models);

signals:
    void chosen(const QString& id);

private:
    void say();
    QWidget* makeRow(const app::InstalledModel& model);

    QList<app::InstalledModel> m_models;
    QVBoxLayout* m_rows = nullptr;
};

} // namespace sillok::ui
