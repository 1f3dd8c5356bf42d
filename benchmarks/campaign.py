"""Measures suites on Apache Spark, and kills what can be killed.

    python benchmarks/campaign.py small [QUESTIONS] [ENGINE]  what an engine costs for each of many small questions
    python benchmarks/campaign.py long  [QUESTIONS] [ENGINE]  what it costs beside questions of seconds
    python benchmarks/campaign.py kills [RUNS]                runs in which workers and drivers get SIGKILL at random times
    python benchmarks/campaign.py cluster                     starts a master and two workers, until it is interrupted

Engines are `processes`, `local[2]` and `standalone`; all of them where none is named.
Run it at the top of the project. Everything is written below benchmarks/target/campaign. Spark is what
./plumbline suite run --master takes: that of SPARK_HOME, or of Maven. Two cores are wanted.

Overhead is (wall time x processes - sum of the answers' own times) / questions, the start of the engine included,
of which `start` tells, a run of one question. It says something on an idle machine only. Processor time is that of
the command and the processes that it started; those of a cluster are not among them.
"""

import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import time

ROOT = pathlib.Path.cwd()
FOLDER = ROOT / "benchmarks/target/campaign"
SPARK = pathlib.Path(os.environ.get("SPARK_HOME", ROOT / "campaign/target/spark"))
PLUMBLINE = [str(ROOT / "plumbline"), "suite", "run"]
JAVA = str(pathlib.Path(os.environ["JAVA_HOME"], "bin/java")) if "JAVA_HOME" in os.environ else "java"
OPENS = f"@{ROOT}/campaign/src/main/launcher/java.options"
IMAGES = 1797
SEED = 7


def suite(name, entries):
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / f"{name}.yaml"
    digits = "../../../examples/digits"
    lines = [f"network: {digits}/digits.onnx", "questions:"]
    for entry, asks in entries:
        lines.append(f"  - id: {entry}")
        lines.append(f"    {asks}".replace("DATA", f"dataset: {digits}/digits.csv.gz, label_column: last"))
        lines.append("    require: {least: 0.5}" if "radius" in asks else "    require: {holds: 0.5}")
    file.write_text("\n".join(lines) + "\n")
    return file


def small(count):
    """Balls of random sizes around all images, most of which are decided in some milliseconds."""
    chance = random.Random(SEED)
    entries, left = [], count
    while left > 0:
        last = min(left, IMAGES)
        epsilon = round(chance.uniform(0.05, 0.4), 4)
        entries.append((f"S{len(entries)}",
            f"robustness: {{DATA, images: 0..{last - 1}, epsilon: {epsilon}, range: [0, 16]}}"))
        left -= last
    return suite(f"small-{count}", entries)


def long(count):
    """Radii to a thousandth, which take some seconds each."""
    return suite(f"long-{count}", [("L0",
        f"radius: {{DATA, images: 0..{count - 1}, range: [0, 16], precision: 0.001}}")])


def entries(ledger):
    with open(ledger / "ledger.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.endswith("\n")]


def command(file, ledger, engine):
    return PLUMBLINE + [str(file), "--ledger", str(ledger)] + engine


def run(file, name, engine):
    ledger = FOLDER / f"ledger-{name}"
    shutil.rmtree(ledger, ignore_errors=True)
    begun = time.time()
    used = os.times()
    done = subprocess.run(command(file, ledger, engine), capture_output=True, text=True)
    wall = time.time() - begun
    cpu = sum(os.times()[2:4]) - sum(used[2:4])
    if done.returncode not in (0, 10, 20):
        sys.exit(f"{name}: exit code {done.returncode}\n{done.stdout}\n{done.stderr}")
    said = [line for line in done.stderr.splitlines() if line.startswith("plumbline:")]
    return ledger, wall, cpu, said[-1] if said else ""


def compare(file, engines, width=2):
    print("| engine | wall s | processor s | sum of answers s | overhead ms per question | said |")
    print("|---|---|---|---|---|---|")
    for name, engine in engines:
        ledger, wall, cpu, said = run(file, name, engine)
        own = [entry["millis"] / 1000 for entry in entries(ledger)]
        share = 1000 * (wall * width - sum(own)) / len(own)
        print(f"| {name} | {wall:.1f} | {cpu:.1f} | {sum(own):.1f} | {share:.1f} | {said} |", flush=True)


class Cluster:
    """A master and two workers of one core, as processes on this machine."""

    def __init__(self):
        self.processes = {}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"spark://127.0.0.1:{self.port}"
        FOLDER.mkdir(parents=True, exist_ok=True)

    def __enter__(self):
        if not (SPARK / "jars").is_dir():  # the launcher fetches them when it needs them
            run(small(1), "fetch", ["--master", "local[1]"])
        self.start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port",
            str(self.port), "--webui-port", "0")
        time.sleep(5)
        self.worker(1)
        self.worker(2)
        time.sleep(5)
        for name, process in self.processes.items():
            if process.poll() is not None:
                sys.exit(f"{name} of the cluster ended: see {FOLDER / name}.log")
        return self

    def worker(self, number):
        self.start(f"worker-{number}", "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores",
            "1", "--memory", "1g", "--webui-port", "0", "--work-dir", str(FOLDER / f"work-{number}"), self.url)

    def start(self, name, *what):
        line = [JAVA, OPENS, "-Xmx256m", "-cp", f"{SPARK}/jars/*", *what]
        log = open(FOLDER / f"{name}.log", "a", encoding="utf-8")
        environment = dict(os.environ, SPARK_HOME=str(SPARK), SPARK_SCALA_VERSION="2.13", SPARK_LOCAL_IP="127.0.0.1")
        self.processes[name] = subprocess.Popen(line, env=environment, stdout=log, stderr=log)

    def engine(self):
        return ["--master", self.url, "--conf", "spark.executor.memory=512m", "--conf",
            "spark.driver.host=127.0.0.1", "--conf", "spark.plumbline.memory=1g"]

    def executors(self):
        """Processes that a worker has started, and those that these have."""
        own = [p.pid for n, p in self.processes.items() if n.startswith("worker")]
        children = []
        for folder in pathlib.Path("/proc").iterdir():
            try:
                if folder.name.isdigit() and int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1]) in own:
                    children.append(int(folder.name))
            except OSError:
                continue
        return children

    def __exit__(self, *_):
        for process in self.processes.values():
            process.kill()
            process.wait()


def key_facts(ledger):
    """What has to be the same in all runs: which questions there are, once each, and their verdicts."""
    facts = {}
    for entry in entries(ledger):
        if entry["key"] in facts:
            sys.exit(f"{ledger}: {entry['id']} was answered twice")
        for kind in ("certificate", "counterexample", "property"):
            if kind in entry:
                content = (ledger / "store" / entry[kind]).read_bytes()
                if hashlib.sha256(content).hexdigest() != entry[kind]:
                    sys.exit(f"{ledger}: {entry['id']} has a damaged {kind}")
        facts[entry["key"]] = (entry["id"], entry["verdict"], "certificate" in entry, "counterexample" in entry)
    return facts


def disturbed(cluster, file, number, chance):
    ledger = FOLDER / f"ledger-killed-{number}"
    shutil.rmtree(ledger, ignore_errors=True)
    kills = []
    driver = None
    while True:
        if driver is None:
            driver = subprocess.Popen(command(file, ledger, cluster.engine()), stdout=subprocess.DEVNULL,
                stderr=open(FOLDER / "driver.log", "a", encoding="utf-8"))
        pause = chance.uniform(8, 50) if len(kills) < 4 else 600
        try:
            code = driver.wait(pause)
            if code not in (0, 10, 20):
                kills.append(f"driver ended with {code}")
                driver = None
                continue
            return ledger, kills
        except subprocess.TimeoutExpired:
            pass
        victim = chance.choice(["driver", "executor", "executor", "worker-1", "worker-2"])
        if victim == "driver":
            driver.kill()
            driver.wait()
            driver = None
        elif victim == "executor":
            running = cluster.executors()
            if not running:
                continue
            os.kill(chance.choice(running), signal.SIGKILL)
        else:
            cluster.processes[victim].kill()
            cluster.processes[victim].wait()
            cluster.worker(int(victim[-1]))
        kills.append(victim)


def kills(runs, questions):
    file = small(questions)
    calm, _, _, _ = run(file, "calm", ["--threads", "2"])
    wanted = key_facts(calm)
    chance = random.Random(SEED)
    with Cluster() as cluster:
        for number in range(1, runs + 1):
            begun = time.time()
            ledger, happened = disturbed(cluster, file, number, chance)
            got = key_facts(ledger)
            verdict = "equal" if got == wanted else "DIFFERENT"
            print(f"run {number}: {len(got)} answers, {verdict}, {time.time() - begun:.0f} s, killed: "
                + ", ".join(happened), flush=True)
            if got != wanted:
                sys.exit("\n".join(str(item) for item in set(wanted.items()) ^ set(got.items())))


def main():
    what = sys.argv[1] if len(sys.argv) > 1 else ""
    count = int(sys.argv[2]) if len(sys.argv) > 2 else None
    local = [("processes", ["--threads", "2"]), ("local[2]", ["--master", "local[2]"])]
    if what == "small" or what == "long":
        file = small(count or 10_000) if what == "small" else long(count or 200)
        one = small(1)
        with Cluster() as cluster:
            engines = local + [("standalone", cluster.engine())]
            if len(sys.argv) > 3:
                engines = [(name, engine) for name, engine in engines if name == sys.argv[3]] or sys.exit(__doc__)
            for name, engine in engines:
                _, wall, cpu, _ = run(one, "start", engine)
                print(f"start of {name}: {wall:.1f} s, of the processor {cpu:.1f} s", flush=True)
            compare(file, engines)
    elif what == "kills":
        kills(count or 20, int(sys.argv[3]) if len(sys.argv) > 3 else 2000)
    elif what == "cluster":
        with Cluster() as cluster:
            print(f"{cluster.url}", flush=True)
            signal.pause()
    else:
        sys.exit(__doc__)


main()
