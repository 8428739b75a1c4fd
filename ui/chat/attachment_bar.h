// attachment_bar.h - The files of a chat above the composer's tools: one chip each, with its state, in as many lines as they need.
#pragma once

#include "app/services/writing_types.h"

#include <QWidget>

namespace sillok::ui {

class AttachmentChip;

class AttachmentBar : public QWidget {
    Q_OBJECT
public:
    explicit AttachmentBar(QWidget* parent = nullptr);
    void setFiles(const QList<app::Attachment>& files);
    const QList<app::Attachment>& files() const { return m_files; }

signals:
    void removeWanted(const sillok::app::Attachment& file);
    void retryWanted(const sillok::app::Attachment& file);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void place();

    QList<app::Attachment> m_files;
    QList<AttachmentChip*> m_chips;
};

/// "reading 3 of 12", "ready", or why it could not be read.
QString attachmentStateWords(const app::Attachment& file);

} // namespace sillok::ui
