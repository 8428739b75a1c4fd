// retrieval_eval - retrieval figures of a corpus and its questions: retrieval_eval CORPUS.jsonl QUERIES.jsonl
#include "app/services/retrieval_eval.h"

#include <cstdio>

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: retrieval_eval CORPUS.jsonl QUERIES.jsonl\n");
        return 2;
    }
    const auto report = sillok::app::evaluateRetrieval({ argv[1], argv[2] });
    if (!report.ok()) {
        std::fprintf(stderr, "%s: %s\n", sillok::errorCodeName(report.error().code), report.error().doing.c_str());
        return 1;
    }
    std::printf("%s\n", report->c_str());
    return 0;
}
