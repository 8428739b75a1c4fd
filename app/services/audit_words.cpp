#include "app/services/audit_words.h"

#include "storage/audit/action.h"
#include "storage/signing/fault.h"

#include <algorithm>
#include <iterator>

namespace sillok::app {

namespace {

using storage::AuditAction;
using storage::Fault;

template <typename Key>
struct Words {
    Key key;
    FaultWords words;
};

constexpr Words<AuditAction> kActions[] = {
    { AuditAction::LogBegun, { "기록 시작", "log begun" } },
    { AuditAction::LogReplaced, { "이어 갈 수 없는 기록을 따로 두고 새로 시작", "an earlier log was set aside, begun anew" } },
    { AuditAction::Opened, { "기록 열기", "log opened" } },
    { AuditAction::Closed, { "기록 닫기", "log closed" } },
    { AuditAction::LogCut, { "오래된 기록 정리", "old records taken away" } },
    { AuditAction::LogExported, { "기록 내보내기", "log exported" } },
    { AuditAction::FirstKeyTaken, { "확인 키 꺼냄", "verification key taken" } },
    { AuditAction::VaultCreated, { "보관함 만들기", "vault created" } },
    { AuditAction::Unlocked, { "보관함 열기", "vault unlocked" } },
    { AuditAction::UnlockRefused, { "열지 못한 시도", "wrong tries to unlock" } },
    { AuditAction::Locked, { "보관함 잠금", "vault locked" } },
    { AuditAction::EscrowOpened, { "기관 보관자가 엶", "opened by escrow" } },
    { AuditAction::PassphraseChanged, { "암호 바꾸기", "passphrase changed" } },
    { AuditAction::PassphraseReset, { "암호 다시 정하기", "passphrase reset" } },
    { AuditAction::RecoveryKeyMade, { "복구 키 만들기", "recovery key made" } },
    { AuditAction::SlotAdded, { "열쇠 자리 더하기", "key slot added" } },
    { AuditAction::SlotRemoved, { "열쇠 자리 없애기", "key slot removed" } },
    { AuditAction::EscrowSet, { "기관 보관자 정하기", "escrow holders named" } },
    { AuditAction::KeysRotated, { "모든 열쇠 새로 만들기", "all keys made anew" } },
    { AuditAction::BackupWritten, { "백업", "backup written" } },
    { AuditAction::BackupRestored, { "백업에서 새 보관함", "vault restored from a backup" } },
    { AuditAction::BackupMerged, { "백업에서 더하기", "added from a backup" } },
    { AuditAction::SnapshotRestored, { "이전 상태로 되돌리기", "went back to a snapshot" } },
    { AuditAction::Salvaged, { "손상된 보관함 살리기", "damaged vault salvaged" } },
    { AuditAction::ChatShredded, { "대화 파기", "chat shredded" } },
    { AuditAction::CollectionShredded, { "문서 모음 파기", "collection shredded" } },
    { AuditAction::ChatsRemoved, { "대화 영구 삭제", "chats removed for good" } },
    { AuditAction::DocumentsImported, { "문서 넣기", "documents imported" } },
    { AuditAction::ChatsImported, { "다른 프로그램의 대화 넣기", "chats of another program taken in" } },
    { AuditAction::ChatExported, { "대화 내보내기", "chat exported" } },
    { AuditAction::TablesExported, { "표 내보내기", "tables exported" } },
    { AuditAction::ExportReasonGiven, { "내보내는 까닭 적음", "reason for an export given" } },
    { AuditAction::ChatPrinted, { "대화 인쇄", "chat printed" } },
    { AuditAction::ModelFileChosen, { "모델 파일 고르기", "model file chosen" } },
    { AuditAction::PackageInstalled, { "모델 꾸러미 설치", "package installed" } },
    { AuditAction::PackageRemoved, { "모델 꾸러미 제거", "package removed" } },
    { AuditAction::PackageRefused, { "모델 꾸러미 거절", "package refused" } },
    { AuditAction::LicenceAccepted, { "이용 조건 동의", "licence accepted" } },
    { AuditAction::RootAccepted, { "신뢰 기준 받아들임", "root accepted" } },
    { AuditAction::CatalogAccepted, { "설치 목록 받아들임", "catalog accepted" } },
    { AuditAction::PolicyAccepted, { "정책 적용", "policy accepted" } },
    { AuditAction::PolicyRefused, { "정책 거절", "policy refused" } },
    { AuditAction::GuardWarned, { "개인정보 경고", "personal data: warned" } },
    { AuditAction::GuardBlocked, { "개인정보로 막음", "personal data: blocked" } },
};

constexpr Words<Fault> kFaults[] = {
    { Fault::LogMissing, { "감사 기록이 없습니다.", "There is no audit log." } },
    { Fault::LogHeadDamaged, { "감사 기록의 머리가 손상되었습니다.", "The head of the log is damaged." } },
    { Fault::RecordCut, { "파일이 기록 하나의 중간에서 끝납니다.", "The file ends inside a record." } },
    { Fault::RecordMalformed, { "이 프로그램이 쓰지 않는 꼴의 기록입니다.", "A record that no program of ours writes." } },
    { Fault::RecordMissing, { "기록이 빠져 있습니다.", "A record is missing." } },
    { Fault::RecordOutOfOrder, { "기록의 차례가 어긋났습니다.", "A record stands in the wrong place." } },
    { Fault::ChainBroken, { "앞 기록과 이어지지 않습니다.", "A record does not follow the one before." } },
    { Fault::WrongRecordMac, { "기록이 바뀌었거나 나중 열쇠로 다시 봉해졌습니다.", "A record was changed, or sealed again with a later key." } },
    { Fault::WrongSeal, { "기간의 봉인이 맞지 않습니다.", "The seal of an epoch does not fit." } },
    { Fault::SealMissing, { "기간의 봉인이 없습니다.", "The seal of an epoch is missing." } },
    { Fault::SealTwice, { "이미 봉한 기간에 기록이 더 있습니다.", "There is more in an epoch that was sealed before." } },
    { Fault::CloseMissing, { "닫거나 이어 연 기록 없이 끊겼습니다.", "An end or a new beginning was not recorded." } },
    { Fault::EndUnsealed, { "끝이 봉해지지 않았습니다. 프로그램이 갑자기 끝났다면 보관함을 열었다 닫은 뒤 다시 확인하세요.",
        "The end is not sealed. After a crash, open and close the vault and verify again." } },
    { Fault::BelowHead, { "있어야 할 끝부분의 기록이 없습니다.", "Records are missing at the end." } },
    { Fault::HeadDiffers, { "확인점이 만들어진 자리에 다른 기록이 있습니다.", "Another record stands where the checkpoint was made." } },
    { Fault::BadSignature, { "확인점의 서명이 맞지 않습니다.", "The signature of the checkpoint does not fit." } },
    { Fault::OtherLog, { "확인점이나 열쇠가 다른 기록의 것입니다.", "The checkpoint or key is of another log." } },
    { Fault::CutTooYoung, { "두 해가 지나지 않은 기록이 치워졌습니다.", "Records younger than two years were taken away." } },
    { Fault::CutUnrecorded, { "치워진 기록이 있는데 치운 일이 적혀 있지 않습니다.", "Records were taken away, and that was not recorded." } },
    { Fault::KeyStateDamaged, { "기록을 이어 갈 열쇠가 없거나 손상되었습니다.", "The key to go on with is missing or damaged." } },
    { Fault::EarlierLogReplaced, { "앞선 기록을 이어 갈 수 없어 새로 시작한 기록입니다. 앞선 것은 보관함의 audit-kept 폴더에 있습니다.",
        "This log was begun because the one before could not be continued; that one is kept in the vault's audit-kept folder." } },
};

template <typename Key, size_t Count>
const FaultWords* find(const Words<Key> (&all)[Count], uint16_t key)
{
    const auto* const found = std::ranges::find(all, static_cast<Key>(key), &Words<Key>::key);
    return found == std::end(all) ? nullptr : &found->words;
}

} // namespace

const FaultWords* auditActionWords(uint16_t action) { return find(kActions, action); }

const FaultWords* logFaultWords(uint16_t fault) { return find(kFaults, fault); }

std::vector<uint16_t> auditActions()
{
    std::vector<uint16_t> all;
    for (const auto& entry : kActions)
        all.push_back(static_cast<uint16_t>(entry.key));
    return all;
}

} // namespace sillok::app
