// answer_record_repository.h - What made an answer, kept beside it, so that it can be made again and compared.
#pragma once

#include "storage/db/database.h"
#include "storage/repositories/ids.h"

#include <array>

namespace sillok::storage {

struct AnswerSource {
    std::string documentName;
    std::array<uint8_t, 32> sha256 {};    ///< of the file as it was read

    bool operator==(const AnswerSource&) const = default;
};

struct AnswerRecord {
    std::string modelName;
    std::string modelId;                  ///< of its package; empty: a file without one
    uint64_t modelVersion = 0;
    std::string modelDigest;              ///< of the package's manifest, hex; empty: a file without one
    std::string programVersion;
    std::vector<uint8_t> request;         ///< the very bytes that the engine got: prompt, parameters, seed, time
    std::vector<AnswerSource> sources;    ///< what it cites; filled by reading

    bool operator==(const AnswerRecord&) const = default;
};

/// Lives as long as one unlocked vault. Storage thread only.
class AnswerRecordRepository {
public:
    explicit AnswerRecordRepository(Database& database) : m_database(database) {}

    /// Takes the sources from the answer's citations. needs the finished answer. error NotFound: no such message
    Result<void> add(MessageId message, const AnswerRecord& record);
    /// error NotFound: no model wrote it, or before records were kept
    Result<AnswerRecord> of(MessageId message);

private:
    Database& m_database;
};

} // namespace sillok::storage
