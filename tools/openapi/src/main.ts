// Runs the chain:
//   node build/main.js              against MATCHMAKING_URL with MATCHMAKING_ADMIN_KEY
//   node build/main.js --start      against a server of its own with an empty database
//   node build/main.js --proxy      the same through a proxy that validates every request and answer
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { runChain } from "./chain.js";
import { Api } from "./client.js";
import { readDescription } from "./description.js";
import { freePort, StartedProgram, withFolder } from "./processes.js";

const root = new URL("../../../", import.meta.url);
const descriptionFile = new URL("openapi.yaml", root);
const program = new URL("Matchmaking.Api/bin/Release/net10.0/Matchmaking.Api.dll", root);
const prism = new URL("../node_modules/@stoplight/prism-cli/dist/index.js", import.meta.url);

async function againstServer(address: string, adminKey: string, isProxied: boolean): Promise<void> {
    const api = new Api(address, await readDescription(descriptionFile), isProxied);
    await runChain(api, adminKey);
    const missing = api.missing();
    if (missing.length > 0)
        throw new Error(`described, but never called with success; add to src/steps: ${missing.join(", ")}`);
}

async function withServer(isProxied: boolean): Promise<void> {
    const adminKey = randomBytes(32).toString("base64url");
    await withFolder(async folder => {
        const started: StartedProgram[] = [];
        try {
            const server = await startServer(folder, adminKey);
            started.push(server[0]);
            let address = server[1];
            if (isProxied) {
                const proxy = await startProxy(address);
                started.push(proxy[0]);
                address = proxy[1];
            }
            await againstServer(address, adminKey, isProxied);
        } catch (error) {
            for (const each of started)
                console.error(each.output());
            throw error;
        } finally {
            await Promise.all(started.map(each => each.stop()));
        }
    });
}

function startServer(folder: string, adminKey: string): Promise<[StartedProgram, string]> {
    const settings = {
        MATCHMAKING_DATA: folder,
        MATCHMAKING_DEMO: "false",
        MATCHMAKING_ADMIN_KEY: adminKey,
        MATCHMAKING_RATE_LIMIT: "0",
        ASPNETCORE_URLS: "http://127.0.0.1:0",
    };
    return StartedProgram.start("server", ["dotnet", fileURLToPath(program)], { ...process.env, ...settings }, /serves on (http:\S+)/);
}

async function startProxy(upstream: string): Promise<[StartedProgram, string]> {
    const port = String(await freePort());
    const command = [process.execPath, fileURLToPath(prism), "proxy", fileURLToPath(descriptionFile), upstream, "--errors", "--host", "127.0.0.1", "--port", port] as const;
    return StartedProgram.start("proxy", [...command], process.env, /listening on (http:\S+)/);
}

function setting(name: string): string {
    const value = process.env[name];
    if (value === undefined || value === "")
        throw new Error(`${name} is not set`);
    return value;
}

for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => process.exit(1));

const mode = process.argv[2];
if (mode === "--start" || mode === "--proxy")
    await withServer(mode === "--proxy");
else
    await againstServer(setting("MATCHMAKING_URL").replace(/\/$/, ""), setting("MATCHMAKING_ADMIN_KEY"), false);
