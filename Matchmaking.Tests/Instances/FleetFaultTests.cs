using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.Postgres;
using NUnit.Framework;

namespace Matchmaking.Tests.Instances;

/// <summary>
/// Three instances under load while things break: no acknowledged write is lost, none is doubled, nobody is told anything worse than 503 with
/// <c>Retry-After</c>, and all goes on by itself soon after the database is back.
/// </summary>
[CancelAfter(300_000)]
internal sealed class FleetFaultTests
{
    private const int Instances = 3;
    private const int Writers = 6;
    private const string Database = "fleet";

    private static readonly TimeSpan _recovery = TimeSpan.FromSeconds(10);

    private readonly Random _random = new(20261130);

    [Test]
    public async Task Load_WhileInstancesAreKilled_LosesAndDoublesNothing()
    {
        await using var cluster = await PostgresCluster.Start();
        await using var fleet = await NewFleet(cluster, cluster.Port);

        await Load(fleet, async writers =>
        {
            for (var kill = 0; kill < 5; kill++)
            {
                var victim = _random.Next(Instances);
                await Task.Delay(_random.Next(500, 2_000));
                await fleet.Kill(victim);
                await writers.UntilNextSuccess(_recovery);
                await fleet.Start(victim);
            }
        });
    }

    [Test]
    public async Task Load_WhileTheDatabaseCrashes_GoesOnByItself()
    {
        await using var cluster = await PostgresCluster.Start();
        await using var fleet = await NewFleet(cluster, cluster.Port);

        await Load(fleet, async writers =>
        {
            for (var crash = 0; crash < 3; crash++)
            {
                await Task.Delay(_random.Next(500, 2_000));
                await cluster.Restart("immediate");
                await TestContext.Out.WriteLineAsync($"answered again {(await writers.UntilNextSuccess(_recovery)).TotalMilliseconds:0} ms after the restart");
            }

            await cluster.Stop("immediate");
            await Task.Delay(3_000);
            await cluster.Start();
            await TestContext.Out.WriteLineAsync($"answered again {(await writers.UntilNextSuccess(_recovery)).TotalMilliseconds:0} ms after the start");
        });
    }

    [Test]
    public async Task Load_OverANetworkThatBreaks_GoesOnByItself()
    {
        await using var cluster = await PostgresCluster.Start();
        await using var proxy = new TcpProxy(cluster.Port);
        await using var fleet = await NewFleet(cluster, proxy.Port);

        await Load(fleet, async writers =>
        {
            for (var cut = 0; cut < 12; cut++)
            {
                await Task.Delay(_random.Next(200, 1_000));
                proxy.Cut();
                await writers.UntilNextSuccess(_recovery);
            }

            proxy.Delay(TimeSpan.FromMilliseconds(20));
            await Task.Delay(2_000);
            proxy.Refuse();
            await Task.Delay(2_000);
            proxy.Heal();
            await writers.UntilNextSuccess(_recovery);
            proxy.Swallow();
            await Task.Delay(3_000);
            proxy.Heal();
            await writers.UntilNextSuccess(_recovery);
        });
    }

    [Test]
    public async Task Load_WhenTheStandbyIsPromoted_GoesOnThere()
    {
        await using var primary = await PostgresCluster.Start("synchronous_standby_names = '*'", "synchronous_commit = local");
        await using var standby = await PostgresCluster.StartStandby(primary);
        // From now on an answer means that the standby has it too.
        await primary.Execute("ALTER SYSTEM SET synchronous_commit = 'on'");
        await primary.Execute("SELECT pg_reload_conf()");
        await primary.CreateDatabase(Database);
        await using var fleet = await Fleet.Start(FormattableString.Invariant($"postgres://postgres@127.0.0.1:{primary.Port},127.0.0.1:{standby.Port}/{Database}"), Instances);

        await Load(fleet, async writers =>
        {
            await Task.Delay(2_000);
            await primary.Stop("immediate");
            await standby.Execute("ALTER SYSTEM SET synchronous_standby_names = ''");
            await standby.Promote();
            await TestContext.Out.WriteLineAsync($"answered again {(await writers.UntilNextSuccess(_recovery)).TotalMilliseconds:0} ms after the promotion");
            await Task.Delay(2_000);
        });
    }

    private static async Task<Fleet> NewFleet(PostgresCluster cluster, int port)
    {
        await cluster.CreateDatabase(Database);
        return await Fleet.Start(FormattableString.Invariant($"postgres://postgres@127.0.0.1:{port}/{Database}"), Instances);
    }

    private static async Task Load(Fleet fleet, Func<PatientWriters, Task> faults)
    {
        var writers = new PatientWriters(fleet);
        writers.Start(Writers);
        await writers.UntilNextSuccess(TimeSpan.FromSeconds(30));
        await faults(writers);
        await Task.Delay(1_000);
        await writers.Stop();

        Assert.That(writers.Wrong, Is.Empty, () => fleet.Said);
        Assert.That(writers.Retries, Is.Positive, "the faults were felt");
        foreach (var client in fleet.All)
        {
            var there = await client.ListAsync("/startups");
            Assert.That(there.Select(s => s.Text("name")), Is.Unique, "doubled");
            Assert.That(there.ToDictionary(s => s.Text("name"), s => s.Text("id")), Is.EquivalentTo(writers.Acknowledged), "what is there is what was acknowledged");
        }

        Assert.That((await fleet.All.First().GetAsync("/audit/verification")).Expect(200).Json["intact"]!.GetValue<bool>(), Is.True);
        await TestContext.Out.WriteLineAsync($"{writers.Acknowledged.Count} writes, sent again {writers.Retries} times, longest silence {writers.TakeLongestSilence().TotalMilliseconds:0} ms");
    }
}
