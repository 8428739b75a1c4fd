// pdf_writer.cpp - The one adapter that draws: the page that htmlBytes makes, laid out and embedded with its fonts.
#include "app/export/writers.h"

#include <QBuffer>
#include <QGuiApplication>
#include <QPageSize>
#include <QPdfWriter>
#include <QTextDocument>

namespace sillok::app {

namespace {

/// Loads nothing that a text names.
class SilentPage final : public QTextDocument {
protected:
    QVariant loadResource(int, const QUrl&) override { return {}; }
};

} // namespace

Result<std::string> pdfBytes(const ExportDocument& document)
{
    if (!qobject_cast<QGuiApplication*>(QCoreApplication::instance()))
        return fail(ErrorCode::Internal, "drawing pages without an application for it");
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly))
        return fail(ErrorCode::Internal, "writing pages in memory");
    {
        QPdfWriter writer(&buffer);
        constexpr int kDotsPerInch = 96;
        constexpr qreal kMarginMm = 20;
        writer.setResolution(kDotsPerInch);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(kMarginMm, kMarginMm, kMarginMm, kMarginMm), QPageLayout::Millimeter);
        writer.setTitle(QString::fromStdString(document.title));
        writer.setCreator(QStringLiteral("Sillok"));
        SilentPage page;
        page.setDefaultFont(QFont(QStringLiteral("sans-serif"), 11));
        page.setHtml(QString::fromStdString(htmlBytes(document)));
        page.print(&writer);
    }
    if (bytes.isEmpty())
        return fail(ErrorCode::Internal, "writing pages in memory");
    return bytes.toStdString();
}

} // namespace sillok::app
