using System.Diagnostics;
using System.Net;
using Matchmaking.Api.Verbs;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>The command line: what it understands, exit codes, one process a folder, a clean end.</summary>
internal sealed class VerbTests
{
    private DirectoryInfo _folder = null!;

    [SetUp]
    public void SetUp() => _folder = Directory.CreateTempSubdirectory("matchmaking-verbs-");

    [TearDown]
    public void TearDown() => _folder.Delete(recursive: true);

    [TestCase("--help")]
    [TestCase("-h")]
    [TestCase("help")]
    public async Task Run_Help_ListsAllVerbs(string argument)
    {
        var (code, output, errors) = await Run(argument);

        Assert.That(code, Is.Zero);
        Assert.That(errors, Is.Empty);
        foreach (var entry in VerbTable.All)
            Assert.That(output, Does.Contain($"  {entry.Verb.Name}").And.Contain(entry.Verb.Summary));
    }

    [Test]
    public async Task Run_HelpOfEachVerb_ExitsZero()
    {
        foreach (var entry in VerbTable.All)
        {
            var (code, output, _) = await Run(entry.Verb.Name, "--help");

            Assert.That(code, Is.Zero);
            Assert.That(output, Does.StartWith(entry.Verb.Name));
        }
    }

    [TestCase("dance")]
    [TestCase("Serve")]
    [TestCase("--verbose")]
    public async Task Run_UnknownVerb_ExitsTwo(string verb)
    {
        var (code, output, errors) = await Run(verb);

        Assert.That(code, Is.EqualTo(2));
        Assert.That(output, Is.Empty);
        Assert.That(errors, Does.Contain(verb));
    }

    [TestCase("serve", "--port", "5")]
    [TestCase("create-key")]
    [TestCase("create-key", "--role")]
    [TestCase("create-key", "--role", "king", "--name", "x")]
    [TestCase("create-key", "--role", "admin", "--role", "admin", "--name", "x")]
    [TestCase("create-key", "--role", "auditor", "--name", "x", "--expires", "soon")]
    [TestCase("write-openapi")]
    [TestCase("backup")]
    [TestCase("backup", "a", "b")]
    [TestCase("backup", "a", "--quick")]
    [TestCase("restore")]
    [TestCase("restore", "a-file-that-is-not-there")]
    public async Task Run_WrongArguments_ExitsTwoWithUsage(params string[] arguments)
    {
        var (code, _, errors) = await Run(arguments);

        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Does.Contain(arguments[0]));
    }

    [TestCase("MATCHMAKING_DATABASE", "postgres://user:pw@127.0.0.1:http/db")]
    [TestCase("MATCHMAKING_DATABASE", "postgres://user:pw@127.0.0.1:1/db")]
    [TestCase("MATCHMAKING_DATABASE", "mysql://user:pw@127.0.0.1/db")]
    [TestCase("MATCHMAKING_DEMO", "perhaps")]
    [TestCase("MATCHMAKING_RATE_LIMIT", "100,king=5")]
    [TestCase("MATCHMAKING_MAX_IN_FLIGHT", "0")]
    [TestCase("MATCHMAKING_TIME_LIMIT", "soon")]
    [TestCase("MATCHMAKING_MIN_EXPOSURE", "0.5")]
    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT", "user:pw@collector")]
    [TestCase("MATCHMAKING_LOG", "xml")]
    [TestCase("Ranking__Trainer", "xgboost")]
    public async Task Serve_SettingThatItCannotFollow_ExitsTwoWithTheReason(string name, string value)
    {
        var (code, _, errors) = await ServerProcess.Run(_folder.FullName, new Dictionary<string, string?> { [name] = value });

        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Does.Contain(name).And.Not.Contain("pw@"));
        Assert.That(_folder.EnumerateFiles(), Is.Empty);
    }

    [Test]
    public async Task CreateKey_OnAFolder_KeyWorksOnceServed()
    {
        var (code, output, errors) = await ServerProcess.Run(_folder.FullName, null, "create-key", "--role", "admin", "--name", "first");
        Assert.That((code, errors), Is.EqualTo((0, "")));

        using var server = ServerProcess.Start(_folder.FullName, null, "serve");
        using var http = new HttpClient { BaseAddress = await server.Address() };
        var client = new ApiClient(http, output.Trim());

        (await client.GetAsync("/keys")).Expect(200);
    }

    [Test]
    public async Task CreateKey_FundThatDoesNotExist_ExitsTwo()
    {
        var (code, output, errors) = await ServerProcess.Run(_folder.FullName, null, "create-key", "--role", "fund", "--name", "x", "--subject", EndpointIds.Unknown);

        Assert.That((code, output), Is.EqualTo((2, "")));
        Assert.That(errors, Does.Contain("/subjectIds/0"));
    }

    [Test]
    public async Task CreateKey_SeveralSubjectsAndAnExpiry_AreOfTheKey()
    {
        var admin = new Dictionary<string, string?> { ["MATCHMAKING_ADMIN_KEY"] = TestServer.AdminKey };
        string[] funds;
        using (var first = ServerProcess.Start(_folder.FullName, admin))
        {
            using var http = new HttpClient { BaseAddress = await first.Address() };
            var client = new ApiClient(http, TestServer.AdminKey);
            funds = [(await client.CreateFund()).Id, (await client.CreateFund()).Id];
            await first.Terminate();
            await first.Finish();
        }

        var (code, output, errors) = await ServerProcess.Run(
            _folder.FullName, null, "create-key", "--role", "fund", "--name", "both", "--subject", funds[0], "--expires", "9999-12-31", "--subject", funds[1]);
        Assert.That((code, errors), Is.EqualTo((0, "")));

        using var second = ServerProcess.Start(_folder.FullName, admin);
        using var again = new HttpClient { BaseAddress = await second.Address() };
        Assert.That((await new ApiClient(again, output.Trim()).ListAsync("/funds")).Select(f => f.Text("id")), Is.EqualTo(funds));
        var key = (await new ApiClient(again, TestServer.AdminKey).ListAsync("/keys?role=fund")).Single();
        Assert.That(key.Text("expiresAt"), Is.EqualTo("9999-12-31T00:00:00.000Z"));
    }

    [Test]
    public async Task Serve_SecondProcessOnTheFolder_ExitsOneAndTheFirstGoesOn()
    {
        var key = new Dictionary<string, string?> { ["MATCHMAKING_ADMIN_KEY"] = TestServer.AdminKey };
        using var first = ServerProcess.Start(_folder.FullName, key);
        using var http = new HttpClient { BaseAddress = await first.Address() };

        var serve = await ServerProcess.Run(_folder.FullName, key);
        var createKey = await ServerProcess.Run(_folder.FullName, key, "create-key", "--role", "admin", "--name", "x");

        Assert.That((serve.Code, createKey.Code), Is.EqualTo((1, 1)));
        Assert.That(serve.Errors, Does.Contain("Another process").And.Not.Contain("   at "));
        (await new ApiClient(http, TestServer.AdminKey).GetAsync("/taxonomy")).Expect(200);
    }

    [Test]
    public async Task Serve_Terminated_ExitsZeroWithinTenSecondsAndKeepsWhatWasAnswered()
    {
        var key = new Dictionary<string, string?> { ["MATCHMAKING_ADMIN_KEY"] = TestServer.AdminKey };
        string id;
        using (var first = ServerProcess.Start(_folder.FullName, key))
        {
            using var http = new HttpClient { BaseAddress = await first.Address() };
            id = (await new ApiClient(http, TestServer.AdminKey).CreateStartup()).Id;
            var watch = Stopwatch.StartNew();
            await first.Terminate();
            var (code, _, errors) = await first.Finish();

            Assert.That((code, errors), Is.EqualTo((0, "")));
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
        }

        using var second = ServerProcess.Start(_folder.FullName, key);
        using var again = new HttpClient { BaseAddress = await second.Address() };
        (await new ApiClient(again, TestServer.AdminKey).GetAsync($"/startups/{id}")).Expect(200);
    }

    [Test]
    public async Task Serve_FirstStart_PrintsAnAdminKeyThatWorksAndNotAgain()
    {
        string key;
        using (var first = ServerProcess.Start(_folder.FullName, null))
        {
            using var http = new HttpClient { BaseAddress = await first.Address() };
            await first.Terminate();
            key = (await first.Finish()).Output.Split().Single(w => w.StartsWith("mmk_", StringComparison.Ordinal));
        }

        using var second = ServerProcess.Start(_folder.FullName, null);
        using var again = new HttpClient { BaseAddress = await second.Address() };
        (await new ApiClient(again, key).GetAsync("/keys")).Expect(200);
        await second.Terminate();
        Assert.That((await second.Finish()).Output, Does.Not.Contain("mmk_"));
    }

    [Test]
    public async Task Serve_NoKey_401AtOnce()
    {
        using var server = ServerProcess.Start(_folder.FullName, null);
        using var http = new HttpClient { BaseAddress = await server.Address() };

        var answer = await http.GetAsync("/v1/taxonomy");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private static async Task<(int Code, string Output, string Errors)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await VerbTable.Run(arguments, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
