// export_document.h - An answer, chat or draft made ready to be written: the same blocks for every format.
#pragma once

#include "app/export/export_kinds.h"
#include "storage/repositories/chat_repository.h"

#include <span>
#include <string>
#include <vector>

namespace sillok::app {

struct ExportBlock {
    enum class Kind : uint8_t { Label, Title, Heading, Paragraph, Bullet, Quote, Table, Notice } kind = Kind::Paragraph;
    std::string text;                              ///< clean, one paragraph; "\n" breaks the line
    int level = 1;                                 ///< of a heading, 1 to 3
    std::vector<std::vector<std::string>> rows;    ///< of a table; the first names the columns
};

struct ExportDocument {
    std::string title;
    bool korean = true;
    int64_t madeAtMs = 0;
    std::vector<ExportBlock> blocks;
};

struct ExportRequest {
    std::string title;
    std::string label;                             ///< banner on top: "대외비"; empty: none
    ExportTemplate paper = ExportTemplate::Plain;
    bool korean = true;
    int64_t nowMs = 0;
    std::string watermark {};                      ///< who wrote the file, where and when; empty: none
};

/// The shown branch of a chat, or the one message of it. error  NotFound.
Result<std::vector<storage::StoredMessage>> messagesToExport(storage::ChatRepository& chats, storage::ChatId chat, storage::MessageId message);

/// Questions and answers with their sources, marked where code could not prove a sentence, and with the notice that a machine wrote it.
/// A single answer goes without its question. Texts lose everything that nobody sees; nothing that they name is ever loaded.
ExportDocument exportOf(std::span<const storage::StoredMessage> messages, const ExportRequest& request);

/// The blocks of Markdown that answers use; a link keeps its words and shows its address, a picture becomes its description.
std::vector<ExportBlock> blocksOf(const std::string& markdown);

} // namespace sillok::app
