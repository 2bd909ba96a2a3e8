using Matchmaking.Benchmarks;

using NUnit.Framework;

namespace Matchmaking.Tests.Benchmarks;

internal sealed class VerbTableTests
{
    [TestCase(0)]
    [TestCase(1)]
    public void Run_KnownVerb_GivesItsExitCode(int exitCode)
    {
        var verb = new EchoVerb(exitCode);

        var code = new VerbTable([verb]).Run(["echo", "--count", "3", "--loud"], TextWriter.Null, TextWriter.Null);

        Assert.That((code, verb.Count, verb.Loud), Is.EqualTo((exitCode, 3, true)));
    }

    [Test]
    public void Run_NoOption_TakesTheFallback()
    {
        var verb = new EchoVerb(0);

        new VerbTable([verb]).Run(["echo"], TextWriter.Null, TextWriter.Null);

        Assert.That((verb.Count, verb.Loud), Is.EqualTo((7, false)));
    }

    [TestCase("", "Verbs: echo")]
    [TestCase("nothing", "Unknown verb 'nothing'")]
    [TestCase("echo --volume 3", "Unknown option --volume")]
    [TestCase("echo --count", "--count needs a value")]
    [TestCase("echo --count 1 --count 2", "--count is given twice")]
    [TestCase("echo --loud --loud", "--loud is given twice")]
    [TestCase("echo --count 0", "'0' is not an integer of at least 1")]
    [TestCase("echo --count many", "'many' is not an integer")]
    [TestCase("echo count", "'count' is not an option")]
    public void Run_WrongCommandLine_SaysSoAndGivesTwo(string line, string message)
    {
        using var error = new StringWriter();

        var code = new VerbTable([new EchoVerb(0)]).Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), TextWriter.Null, error);

        Assert.That(code, Is.EqualTo(2));
        Assert.That(error.ToString(), Does.Contain(message));
    }

    [Test]
    public void Run_HelpOfAVerb_PrintsItWithoutRunning()
    {
        using var output = new StringWriter();

        var code = new VerbTable([new EchoVerb(1)]).Run(["echo", "--help"], output, TextWriter.Null);

        Assert.That(code, Is.Zero);
        Assert.That(output.ToString(), Does.Contain("echo [--count N]"));
    }

    private sealed class EchoVerb(int exitCode) : IVerb
    {
        public int Count { get; private set; }

        public bool Loud { get; private set; }

        public string Name => "echo";

        public string Help => "echo [--count N] [--loud]";

        public IReadOnlyList<string> Options => ["count"];

        public IReadOnlyList<string> Flags => ["loud"];

        public int Run(Arguments arguments, TextWriter output, TextWriter error)
        {
            Count = arguments.Integer("count", 7, minimum: 1);
            Loud = arguments.Has("loud");
            return exitCode;
        }
    }
}
