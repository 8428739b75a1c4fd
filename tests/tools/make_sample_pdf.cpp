// make_sample_pdf.cpp - Prints one of the sample sources (Markdown) as an A4 PDF. Used by make_samples.py only.
#include <QFile>
#include <QGuiApplication>
#include <QPdfWriter>
#include <QTextBlockFormat>
#include <QTextCursor>
#include <QTextDocument>

int main(int argc, char** argv)
{
    QGuiApplication application(argc, argv);
    QFile source(QString::fromUtf8(argc == 3 ? argv[1] : ""));
    if (!source.open(QIODevice::ReadOnly)) {
        qCritical("usage: make_sample_pdf SOURCE.md OUT.pdf");
        return 2;
    }
    QPdfWriter writer(QString::fromUtf8(argv[2]));
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(22, 22, 22, 22), QPageLayout::Millimeter);
    writer.setResolution(300);
    QTextDocument document;
    document.setDefaultFont(QFont(QStringLiteral("Noto Sans CJK KR"), 11));
    QString text = QString::fromUtf8(source.readAll());
    writer.setTitle(text.section(QLatin1Char('\n'), 0, 0).remove(QLatin1Char('#')).trimmed());
    text.replace(QLatin1Char('\n'), QStringLiteral("\n\n")); // every line of a source is a paragraph
    document.setMarkdown(text);
    // A heading that ends in ¶ begins a page.
    const QString mark = QStringLiteral(" ¶");
    for (QTextCursor at = document.find(mark); !at.isNull(); at = document.find(mark, at)) {
        at.removeSelectedText();
        QTextBlockFormat format = at.blockFormat();
        format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
        at.setBlockFormat(format);
    }
    document.print(&writer);
    return 0;
}
