/** Which processes a process has started, and whether they still live. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

interface Running {
  pid: number;
  parent: number;
  name: string;
}

function allRunning(): Running[] {
  if (process.platform !== 'linux') {
    const listed = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' });
    return listed.split('\n').flatMap((line) => {
      const [, pid, parent, name] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return pid && parent && name ? [{ pid: Number(pid), parent: Number(parent), name }] : [];
    });
  }
  // A small system may have no ps. proc(5): "pid (name) state ppid"; a zombie has ended.
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      const [, name = '', state, parent] =
        /^\d+ \((.*)\) (\S) (\d+)/s.exec(readFileSync(`/proc/${entry}/stat`, 'utf8')) ?? [];
      return state === 'Z' ? [] : [{ pid: Number(entry), parent: Number(parent), name }];
    } catch {
      return [];
    }
  });
}

/** The processes that `pid` started, and those that they started, and so on. */
export function descendants(pid: number): Running[] {
  const all = allRunning();
  const found: Running[] = [];
  const wanted = [pid];
  for (let parent = wanted.pop(); parent !== undefined; parent = wanted.pop()) {
    for (const child of all.filter((each) => each.parent === parent)) {
      found.push(child);
      wanted.push(child.pid);
    }
  }
  return found;
}

/** Those of them that still run. */
export function stillRunning(processes: Running[]): Running[] {
  const all = allRunning();
  return processes.filter(({ pid, name }) => all.some((each) => each.pid === pid && each.name === name));
}
