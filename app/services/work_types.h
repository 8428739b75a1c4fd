// work_types.h - Values about work on what is in the vault: exporting, whole documents, the proof of a citation.
#pragma once

#include "app/export/export_kinds.h"
#include "app/services/types.h"

#include <optional>

namespace sillok::app {

/// A chat or one of its answers as a file.
struct ExportOrder {
    ChatId chat = 0;
    MessageId message = 0;          ///< this answer only; 0: all that is shown of the chat
    QString title;                  ///< empty: the chat's
    QString label;                  ///< banner on top; empty: none
    ExportFormat format = ExportFormat::Hwpx;
    ExportTemplate paper = ExportTemplate::Plain;
    bool korean = true;
    QString path;
    bool replace = false;           ///< an existing file
    bool maskIdentifiers = false;   ///< cover numbers of persons and companies, where the policy leaves it to the person
    ExportReason reason = ExportReason::None;
};

/// A document's tables as a CSV file.
struct TablesOrder {
    DocumentId document = 0;
    QString path;
    bool replace = false;
    ExportReason reason = ExportReason::None;
    std::optional<bool> maskIdentifiers {};  ///< as in ExportOrder; nothing: the person was not asked yet
};

/// What would go along.
struct ExportPreview {
    QString title;                  ///< of the file, unless another is ordered
    int answers = 0;
    int sources = 0;
    int unproven = 0;               ///< sentences that are marked as not proven
    bool modelWrote = false;        ///< the notice says that an AI wrote parts
    QStringList lines;              ///< the file's first ones, as plain text
    GuardFinding identifiers {};    ///< numbers of persons and companies in it
    Grade grade = Grade::Open;      ///< the highest of what is in it
    bool gradeMayLeave = true;      ///< the institution lets files of this grade out
};

/// Work that looks at all of a document.
enum class WholeWork : uint8_t { Summary, Comparison, Tables };

struct WholeOrder {
    WholeWork work = WholeWork::Summary;
    DocumentId document = 0;
    DocumentId later = 0;           ///< of a comparison: the newer one
    bool korean = true;
    QString asked;                  ///< what stands in the chat as the person's words
};

/// What code proves of a citation; the rest is the reader's.
struct CitationCheck {
    /// The file that the document came from, compared with what was read then.
    enum class File : uint8_t { Same, Changed, Gone } file = File::Gone;
    PassageId passage = 0;
    int number = 0;                 ///< of the citation
    int characters = 0;             ///< of the quote
    int matching = 0;               ///< of these, how many stand in the stored text where it says
    int page = 0;                   ///< where that is; 0: the format has none
    bool pageEstimated = false;
    bool pageRight = false;
};

/// What made an answer, for whoever asks.
struct AnswerDetails {
    MessageId message = 0;
    bool known = false;             ///< false: no model made it, or it was not finished
    QString modelName;
    QString modelId;                ///< of its package; empty: a file without one
    qint64 modelVersion = 0;
    QString modelDigest;            ///< hex
    QString programVersion;
    quint64 seed = 0;
};

} // namespace sillok::app

Q_DECLARE_METATYPE(sillok::app::ExportPreview)
Q_DECLARE_METATYPE(sillok::app::TablesOrder)
Q_DECLARE_METATYPE(sillok::app::CitationCheck)
Q_DECLARE_METATYPE(sillok::app::AnswerDetails)
