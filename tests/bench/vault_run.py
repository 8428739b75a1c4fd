"""Runs sillokctl on a vault of its own and watches what it needs. For the benches beside this file."""
import os, subprocess, threading, time

PASSPHRASE = b'statutes and more statutes\n'


def run(ctl, vault, *args):
    """The output, the seconds, and the largest resident set in MiB of the command itself and of each process that it started."""
    read, write = os.pipe()
    os.write(write, PASSPHRASE)
    os.close(write)
    began = time.time()
    p = subprocess.Popen([ctl, *args, '--vault', vault, '--passphrase-fd', str(read)], pass_fds=[read], stdout=subprocess.PIPE)
    os.close(read)
    peak = {'main': 0, 'reader': 0}

    def watch():
        while p.poll() is None:
            for pid in filter(str.isdigit, os.listdir('/proc')):
                try:
                    status = open(f'/proc/{pid}/status').read()
                except OSError:
                    continue
                fact = dict(line.split(':', 1) for line in status.splitlines() if ':' in line)
                parents = {p.pid, *started}
                who = 'main' if int(pid) == p.pid else 'reader' if int(fact['PPid']) in parents else None
                if who == 'reader':
                    started.add(int(pid))
                if who and 'VmHWM' in fact:
                    peak[who] = max(peak[who], int(fact['VmHWM'].split()[0]) // 1024)
            time.sleep(.1)
    started = set()
    watcher = threading.Thread(target=watch)
    watcher.start()
    out = p.communicate()[0].decode()
    watcher.join()
    assert p.returncode == 0, (args, p.returncode)
    return out, time.time() - began, peak
