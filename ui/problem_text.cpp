#include "ui/problem_text.h"

#include "app/services/audit_words.h"
#include "ui/words/managed_words.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace sillok::ui {

namespace {

using During = app::Problem::During;

struct Said {
    QString happened;
    QString safe;
    QString next;
};

class Words {
    Q_DECLARE_TR_FUNCTIONS(Problems)
public:
    static Said vault(const app::Problem& p);
    static Said answer(const app::Problem& p);
    static Said import(const app::Problem& p);
    static Said model(const app::Problem& p);
    static Said passage(const app::Problem& p);
    static Said page(const app::Problem& p);
    static Said maintenance(const app::Problem& p);
    static Said shred(const app::Problem& p);
    static Said label(const app::Problem& p);
    static Said exported(const app::Problem& p);
    static Said printed(const app::Problem& p);
    static Said store(const app::Problem& p);
    static Said audit(const app::Problem& p);
    static Said whole(const app::Problem& p);
    static Said foreignChats(const app::Problem& p);
    static Said attach(const app::Problem& p);
    static Said writing(const app::Problem& p);
    static Said bench(const app::Problem& p);
    static Said other(const app::Problem& p);
    static Said managed(const app::Problem& p) { return { refusalWords(p.detail), tr("Nothing was changed."), tr("Ask your security officer.") }; }
    static Said notRecorded(const app::Problem& p);
    static QString diskFull() { return tr("Free some space and try again."); }
    static QString state(app::DocumentState state);
};

Said Words::foreignChats(const app::Problem& p)
{
    const QString safe = tr("No chat was added.");
    switch (p.code) {
    case ErrorCode::Unsupported:
        return { tr("There is no chat of a program that is known in “%1”.").arg(p.subject), safe, tr("Choose an export of ChatGPT, Open WebUI or LM Studio.") };
    case ErrorCode::Damaged:
        return { tr("“%1” is damaged or cut off, so its chats could not be read.").arg(p.subject), safe, tr("Export the chats once more.") };
    case ErrorCode::NeedsPassword:
        return { tr("“%1” is protected by a password.").arg(p.subject), safe, tr("Unpack it first, and choose conversations.json.") };
    case ErrorCode::Unsafe:
    case ErrorCode::TimedOut:
        return { tr("“%1” is larger or deeper than an export may be.").arg(p.subject), safe, tr("Export fewer chats at a time.") };
    case ErrorCode::DiskFull:
        return { tr("The disk is full, so not all chats could be added."), tr("What was added by then is stored."), diskFull() };
    default:
        return { tr("The chats in “%1” could not be read.").arg(p.subject), safe, tr("Try again.") };
    }
}

Said Words::vault(const app::Problem& p)
{
    switch (p.code) {
    case ErrorCode::WrongKey:
        return { tr("The passphrase does not match."), tr("Your vault is unchanged."), tr("Check the input language and try again.") };
    case ErrorCode::AlreadyExists:
        return { tr("There is a vault here already."), tr("It is unchanged."), tr("Open it with its passphrase.") };
    case ErrorCode::Damaged:
        return { tr("The vault's key record is damaged, so it cannot be opened."), tr("Nothing was changed or deleted."),
                 tr("Bring back the folder from a backup, or ask your security officer.") };
    case ErrorCode::DiskFull:
        return { tr("The disk is full, so the vault could not be written."), tr("Nothing was changed."), diskFull() };
    case ErrorCode::OutOfMemory:
        return { tr("There is not enough memory to work out the key."), tr("Your vault is unchanged."), tr("Close other programs and try again.") };
    case ErrorCode::Busy:
        return { tr("Another window has this vault open."), tr("Your vault is unchanged."), tr("Close the other window first.") };
    case ErrorCode::Locked:
        return { tr("There were too many wrong tries."), tr("Your vault is unchanged."), tr("Wait a little before the next try.") };
    case ErrorCode::BadArgument:
        return { tr("This passphrase cannot be used."), tr("Nothing was changed."), tr("Choose a longer one.") };
    default:
        return { tr("The vault could not be opened."), tr("Your vault is unchanged."), tr("Try again. If it stays, ask your security officer.") };
    }
}

Said Words::maintenance(const app::Problem& p)
{
    const QString same = tr("Your vault is unchanged.");
    switch (p.code) {
    case ErrorCode::Cancelled: return { tr("Stopped."), same + u' ' + tr("Nothing half done was left behind."), {} };
    case ErrorCode::WrongKey: return { tr("The passphrase does not match."), same, tr("Check the input language and try again.") };
    case ErrorCode::Locked: return { tr("There were too many wrong tries."), same, tr("Wait a little before the next try.") };
    case ErrorCode::DiskFull: return { tr("There is not enough room for it."), same, tr("Free some space or choose another disk, and try again.") };
    case ErrorCode::AlreadyExists: return { tr("Something with that name is there already."), tr("It was not touched."), tr("Choose another name.") };
    case ErrorCode::NotFound: return { tr("It is not there."), same, tr("Choose it again.") };
    case ErrorCode::Unsupported:
        return { tr("This is not a finished backup, or a newer Sillok wrote it."), same, tr("Choose another file, or bring this program up to date.") };
    case ErrorCode::Damaged:
        return { tr("Damage was found, so this was not done."), same,
                 tr("Choose an earlier one. If it is this vault, lock it and choose “Recover the vault”.") };
    case ErrorCode::Busy: return { tr("Another window has this vault open."), same, tr("Close the other window first.") };
    default: return { tr("It could not be done."), same, tr("Try again. If it stays, ask your security officer.") };
    }
}

/// The rows go first, so after an interruption there is nothing to choose again; any change of the key finishes the work.
Said Words::shred(const app::Problem& p)
{
    if (p.code == ErrorCode::NotFound)
        return other(p);
    return { p.code == ErrorCode::Cancelled ? tr("Stopped before the end.") : p.code == ErrorCode::DiskFull ? tr("There is not enough room for it.") : tr("It could not be finished."),
             tr("It is gone from the vault and the rest is complete, but older pages of the file and earlier states may still hold it."),
             tr("To finish, shred something else, or run “sillokctl vault rotate”: both encrypt everything under a new key.") };
}

Said Words::answer(const app::Problem& p)
{
    const QString kept = tr("Your question and everything so far are saved.");
    switch (p.code) {
    case ErrorCode::WorkerDied:
        return { tr("The language model stopped, and the answer with it."), kept + u' ' + tr("Other chats and documents are not affected."),
                 tr("It starts again by itself when you retry.") };
    case ErrorCode::OutOfMemory:
        return { tr("The answer stopped because memory ran out."), kept, tr("Close other programs or use a smaller model, then retry.") };
    case ErrorCode::TimedOut:
        return { tr("The answer took longer than allowed and was stopped."), kept, tr("Ask again with a shorter question.") };
    case ErrorCode::Cancelled: return { tr("The answer was stopped."), kept, {} };
    case ErrorCode::NotFound:
        return { tr("There is no language model and no collection to search."), kept, tr("Choose a collection below, or set a model.") };
    case ErrorCode::DiskFull: return { tr("The answer could not be saved: the disk is full."), tr("What was saved before is unchanged."), diskFull() };
    case ErrorCode::Locked: return { tr("The vault was locked before the answer was finished."), kept, tr("Retry when you are ready.") };
    case ErrorCode::Unsafe:
        return { tr("The question is too long for this model, even without the conversation before it."), kept,
                 tr("Ask in parts or with fewer words, or use a model with a longer context.") };
    default: return { tr("The answer could not be finished."), kept, tr("Retry. If it stays, ask with other words.") };
    }
}

Said Words::import(const app::Problem& p)
{
    const QString original = tr("The original is unchanged.");
    switch (p.code) {
    case ErrorCode::NeedsPassword:
        return { tr("This file is password-protected and was not read."), original + u' ' + tr("Other files go on."),
                 tr("Enter its password, or save it without one and add it again.") };
    case ErrorCode::WrongKey:
        return { tr("The password that was tried does not open this file."), original, tr("Check the input language and enter it again.") };
    case ErrorCode::Unsupported:
        return { tr("This kind of file cannot be read yet."), original, tr("Save it as HWPX, DOCX, PDF or plain text, and add it again.") };
    case ErrorCode::Damaged:
        return { tr("The file is damaged and was not read."), original, tr("Open it in the program that made it, save it again, and add it again.") };
    case ErrorCode::Unsafe:
        return { tr("The file goes beyond a safety limit and was not read."), original,
                 tr("It may be packed unusually. Ask whoever sent it for a fresh copy.") };
    case ErrorCode::NotFound: return { tr("The file is no longer there."), tr("Nothing was changed."), tr("Check the folder and add it again.") };
    case ErrorCode::Refused: return { tr("The file could not be opened for reading."), original, tr("Check that you may read it, and add it again.") };
    case ErrorCode::TimedOut: return { tr("Reading the file took longer than allowed."), original, tr("Divide it into smaller files and add them.") };
    case ErrorCode::WorkerDied:
        return { tr("The reader stopped while it read this file."), original + u' ' + tr("Other files go on."), tr("Remove it from the list or add it again.") };
    case ErrorCode::DiskFull: return { tr("The disk is full, so the file was not added."), original, diskFull() };
    case ErrorCode::OutOfMemory: return { tr("The file is too big for the memory that reading may use."), original, tr("Divide it into smaller files.") };
    case ErrorCode::AlreadyExists: return { tr("The same file is in this collection already."), tr("Nothing was changed."), {} };
    default: return { tr("The file was not read."), original, tr("Add it again. If it stays, send the folded details to your support.") };
    }
}

Said Words::model(const app::Problem& p)
{
    const QString same = tr("Chats and documents are not affected.");
    switch (p.code) {
    case ErrorCode::NotFound: return { tr("The model file is no longer there."), same, tr("Choose it again.") };
    case ErrorCode::Unsupported: return { tr("This model's kind is not supported yet."), same, tr("Choose another GGUF file.") };
    case ErrorCode::Damaged: return { tr("The model file is damaged and was not used."), same, tr("Copy it again from where it came, and compare its checksum.") };
    case ErrorCode::Refused: return { tr("Not used: the file did not pass the check."), same, tr("Check with the sender.") };
    case ErrorCode::OutOfMemory: return { tr("The model does not fit into this computer's memory."), same, tr("Choose a smaller one.") };
    case ErrorCode::WorkerDied:
        return { tr("The language model stopped."), tr("The window, chats and documents are not affected."), tr("It starts again with the next question.") };
    default: return { tr("The model could not be loaded."), same, tr("Choose the file again.") };
    }
}

Said Words::passage(const app::Problem& p)
{
    if (p.code == ErrorCode::NotFound)
        return { tr("The document of this passage was removed."), tr("The passage in the answer stays as it was."), {} };
    return { tr("The passage could not be opened."), tr("The document is unchanged."), tr("Choose the citation again.") };
}

Said Words::page(const app::Problem& p)
{
    const QString safe = tr("The stored text, on which the answer rests, is below.");
    switch (p.code) {
    case ErrorCode::NotFound: return { tr("The file is not where it was, or has changed since it was read."), safe, tr("Add it again to see its pages.") };
    case ErrorCode::Unsupported: return { tr("This format has no pages to be shown."), safe, {} };
    case ErrorCode::NeedsPassword: return { tr("The file is password-protected now."), safe, {} };
    default: return { tr("The page could not be drawn."), safe, tr("Choose the page again.") };
    }
}

Said Words::exported(const app::Problem& p)
{
    const QString safe = tr("Nothing of it was left on the disk, and the vault is unchanged.");
    switch (p.code) {
    case ErrorCode::AlreadyExists: return { tr("There is a file of that name already."), tr("It was not changed."), tr("Choose another name.") };
    case ErrorCode::NotFound: return { tr("The file was not written: what was to go into it, or its folder, is not there."), safe, tr("Choose another folder.") };
    case ErrorCode::DiskFull: return { tr("The file was not written: the disk is full."), safe, diskFull() };
    default: return { tr("The file was not written."), safe, tr("Check that you may write into the folder, and try again.") };
    }
}

Said Words::printed(const app::Problem& p)
{
    const QString safe = tr("Nothing was printed, and the vault is unchanged.");
    switch (p.code) {
    case ErrorCode::NotFound: return { tr("This computer has no print system."), safe, tr("Ask whoever looks after this computer, or export a PDF.") };
    case ErrorCode::TimedOut: return { tr("The print system did not answer."), safe, tr("Look at the printer's queue, then try again.") };
    default: return { tr("The printer did not take it."), safe, tr("Choose another printer, or export a PDF.") };
    }
}

/// The rules of signed things have sentences of their own: what happened, what is safe, what to do, in one.
Said Words::store(const app::Problem& p)
{
    if (const app::FaultWords* const words = app::faultWords(p.fault))
        return { QString::fromUtf8(speaksKorean() ? words->ko : words->en), {}, {} };
    switch (p.code) {
    case ErrorCode::Cancelled: return { tr("Stopped."), tr("Nothing that is incomplete is used. What was copied is kept for another try."), {} };
    case ErrorCode::NotFound: return { tr("It is not there."), tr("Nothing was changed."), tr("Plug the medium in again, or choose the file anew.") };
    default: return other(p);
    }
}

Said Words::audit(const app::Problem& p)
{
    if (const app::FaultWords* const words = app::logFaultWords(p.fault))
        return { QString::fromUtf8(speaksKorean() ? words->ko : words->en), tr("The log is unchanged."), {} };
    switch (p.code) {
    case ErrorCode::NotFound: return { tr("There is no log or file of that name."), tr("Nothing was changed."), tr("Choose it again.") };
    case ErrorCode::Io: return { tr("This account cannot read or write it."), tr("The log is unchanged."), tr("Ask the administrator to hand the log over, or choose another folder.") };
    case ErrorCode::BadArgument:
    case ErrorCode::WrongKey: return { tr("This is no verification key of an audit log."), tr("The log is unchanged."), tr("Choose the file that was taken out with the key.") };
    default: return store(p);
    }
}

Said Words::whole(const app::Problem& p)
{
    const QString safe = tr("The document is unchanged.");
    switch (p.code) {
    case ErrorCode::NotFound: return { tr("There is no table in this document."), safe, {} };
    case ErrorCode::BadArgument: return { tr("This document holds no text to work on."), safe, tr("Add a version with text.") };
    default: return { tr("The work on the document could not begin."), safe, tr("Try again.") };
    }
}

Said Words::attach(const app::Problem& p)
{
    const QString safe = tr("What you typed is still there, and the files are unchanged.");
    switch (p.code) {
    case ErrorCode::Unsupported:
        return { tr("Files cannot be attached to a temporary chat."), safe, tr("They would be kept on the disk. Begin an ordinary chat for them.") };
    case ErrorCode::DiskFull: return { tr("The disk is full, so the files were not attached."), safe, diskFull() };
    case ErrorCode::NotFound: return { tr("The chat or the file is not there any more."), safe, {} };
    default: return { tr("The files could not be attached."), safe, tr("Try again.") };
    }
}

Said Words::writing(const app::Problem& p)
{
    const QString safe = tr("Prompts and presets are as they were before.");
    switch (p.code) {
    case ErrorCode::AlreadyExists: return { tr("There is one with this name already."), safe, tr("Choose another name.") };
    case ErrorCode::BadArgument: return { tr("This was not saved: it is too long, or a number is out of its range."), safe, tr("Make it shorter and save it again.") };
    case ErrorCode::DiskFull: return { tr("The disk is full, so nothing was saved."), safe, diskFull() };
    default: return { tr("This could not be saved."), safe, tr("Try again.") };
    }
}

Said Words::label(const app::Problem& p)
{
    if (p.code == ErrorCode::BadArgument)
        return { tr("The labels were not kept."), tr("Those from before are still there."), tr("A document carries at most 20 labels of 60 letters each.") };
    return other(p);
}

Said Words::bench(const app::Problem& p)
{
    if (p.code == ErrorCode::BadArgument)
        return { tr("A question without words cannot be kept."), tr("The kept questions are unchanged."), tr("Type the question first.") };
    return { tr("The search could not be tried out."), tr("Documents and kept questions are unchanged."), tr("Try again. If it happens again, lock the vault and open it.") };
}

Said Words::other(const app::Problem& p)
{
    switch (p.code) {
    case ErrorCode::Locked: return { tr("The vault is locked."), tr("Nothing was lost."), tr("Open it and do it again.") };
    case ErrorCode::DiskFull: return { tr("Not saved: the disk is full."), tr("What was saved before is unchanged."), diskFull() };
    case ErrorCode::AlreadyExists: return { tr("That name is in use."), tr("Nothing was changed."), tr("Choose another name.") };
    case ErrorCode::NotFound: return { tr("It is no longer there."), tr("Nothing else was changed."), {} };
    case ErrorCode::Damaged: return { tr("Stored data contradicts itself."), tr("Nothing was deleted."), tr("Lock the vault and open it again.") };
    default: return { tr("It could not be done."), tr("Nothing was changed."), tr("Try again.") };
    }
}

Said Words::notRecorded(const app::Problem& p)
{
    return { tr("This was not done, because the audit log could not be written."), tr("Nothing was changed."),
             p.code == ErrorCode::DiskFull ? diskFull() : tr("Lock the vault, open it and do it again. If it stays, ask your security officer.") };
}

QString Words::state(app::DocumentState state)
{
    switch (state) {
    case app::DocumentState::Waiting: return tr("Waiting");
    case app::DocumentState::Reading: return tr("Reading");
    case app::DocumentState::Ready: return tr("Ready");
    case app::DocumentState::Partial: return tr("Ready in part");
    case app::DocumentState::NeedsPassword: return tr("Needs password");
    case app::DocumentState::NoText: return tr("Scan, no text");
    case app::DocumentState::Unreadable: return tr("Not read");
    }
    return {};
}

Said said(const app::Problem& p)
{
    if (p.managed)
        return Words::managed(p);
    if (p.notRecorded)
        return Words::notRecorded(p);
    switch (p.during) {
    case During::CreateVault:
    case During::Keys:
    case During::Unlock: return Words::vault(p);
    case During::Answer:
    case During::Chat: return Words::answer(p);
    case During::Import: return Words::import(p);
    case During::LoadModel: return Words::model(p);
    case During::OpenPassage: return Words::passage(p);
    case During::OpenPage: return Words::page(p);
    case During::Maintenance: return Words::maintenance(p);
    case During::Shred: return Words::shred(p);
    case During::Label: return Words::label(p);
    case During::Export: return Words::exported(p);
    case During::Whole: return Words::whole(p);
    case During::ImportChats: return Words::foreignChats(p);
    case During::Print: return Words::printed(p);
    case During::Attach: return Words::attach(p);
    case During::Writing: return Words::writing(p);
    case During::Store:
    case During::Audit: return Words::audit(p);
    case During::Bench: return Words::bench(p);
    case During::Other: return Words::other(p);
    }
    return Words::other(p);
}

} // namespace

ProblemText problemText(const app::Problem& problem)
{
    const Said words = said(problem);
    QString details = QString::fromLatin1(errorCodeName(problem.code));
    if (!problem.subject.isEmpty())
        details += QStringLiteral(" · ") + problem.subject;
    if (!problem.detail.isEmpty())
        details += QStringLiteral(" · ") + problem.detail;
    return { words.happened, words.safe, words.next, details };
}

QString documentStateWords(app::DocumentState state) { return Words::state(state); }

} // namespace sillok::ui
