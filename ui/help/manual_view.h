// manual_view.h - One topic of the manual as a page of text: pictures as wide as there is room, hits marked, links by mouse and keyboard.
#pragma once

#include "ui/help/manual.h"

#include <QTextBrowser>
#include <QTimer>

namespace sillok::ui {

/// Knows nothing but what is built into the program: no link and no picture reaches a file or anything outside.
class ManualView : public QTextBrowser {
    Q_OBJECT
public:
    explicit ManualView(QWidget* parent = nullptr);
    void showTopic(const Topic& topic);
    void mark(const QStringList& words);   ///< all places where they stand, the first of them in sight
    QString topic() const { return m_topic.id; }

signals:
    void topicWanted(const QString& id);
    void actionWanted(const QString& id);

protected:
    QVariant loadResource(int type, const QUrl& name) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void lay();
    void follow(const QUrl& link);

    Topic m_topic;
    QStringList m_words;
    int m_laidWidth = 0;
    QTimer m_layLater;
};

} // namespace sillok::ui
