// The programs that a run starts, each ended by its id whatever happens.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const patienceMs = 60_000;

/** A started program that says on a line of its output when it is ready. */
export class StartedProgram {
    private readonly printed: string[] = [];

    private constructor(private readonly name: string, private readonly process: ChildProcess) {}

    /**
     * @param name For messages.
     * @param command The program and its arguments.
     * @param env Its whole environment.
     * @param ready Matches the line after which it serves; its first group is what `ready` gives.
     */
    static async start(name: string, command: readonly [string, ...string[]], env: NodeJS.ProcessEnv, ready: RegExp): Promise<[StartedProgram, string]> {
        const [file, ...args] = command;
        const child = spawn(file, args, { env, stdio: ["ignore", "pipe", "pipe"] });
        // Also when this process is told to end, or forgets to stop it.
        const kill = (): boolean => child.kill("SIGKILL");
        process.once("exit", kill);
        child.once("exit", () => process.off("exit", kill));
        const program = new StartedProgram(name, child);
        return [program, await program.waitFor(ready)];
    }

    /** Ends it politely, or after a while by force. */
    async stop(): Promise<void> {
        if (this.process.exitCode !== null || this.process.signalCode !== null)
            return;
        const ended = once(this.process, "exit");
        const force = setTimeout(() => this.process.kill("SIGKILL"), 12_000);
        this.process.kill("SIGTERM");
        await ended;
        clearTimeout(force);
    }

    /** What it printed, for a run that failed. */
    output(): string {
        return this.printed.map(line => `[${this.name}] ${line}`).join("\n");
    }

    private waitFor(ready: RegExp): Promise<string> {
        return new Promise((resolve, reject) => {
            const fail = (why: string): void => {
                this.process.kill("SIGKILL");
                reject(new Error(`${this.name} ${why}\n${this.output()}`));
            };
            const patience = setTimeout(() => fail("is not ready in time"), patienceMs);
            this.process.once("error", error => fail(error.message));
            const ended = (code: number | null): void => {
                clearTimeout(patience);
                fail(`ended with ${code}`);
            };
            this.process.once("exit", ended);
            for (const stream of [this.process.stdout, this.process.stderr]) {
                createInterface({ input: stream! }).on("line", line => {
                    this.printed.push(line);
                    const found = ready.exec(line);
                    if (found !== null) {
                        clearTimeout(patience);
                        this.process.off("exit", ended);
                        resolve(found[1] ?? "");
                    }
                });
            }
        });
    }
}

/** A folder that is gone when the run is over. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), "matchmaking-"));
    try {
        return await use(folder);
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    return port;
}
