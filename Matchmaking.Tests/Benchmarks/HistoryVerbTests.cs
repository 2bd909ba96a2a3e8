using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Matchmaking.Benchmarks;
using NUnit.Framework;

namespace Matchmaking.Tests.Benchmarks;

internal sealed class HistoryVerbTests
{
    private const string Header = "query_id,investor_id,month,round_id,label\n";

    private string _folder = "";

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("history-").FullName;
        // The investor joined two hydrogen seed rounds in Wuhan; r3 is more of the same, r4 is not. r5 is of the month itself.
        Write("startups.csv", "id,sectors,country,region,city,founded_on\ns1,hydrogen|energy,CHN,\"Wuhan, Hubei\",Wuhan,\ns2,games,USA,Austin,Austin,2001-01-01\n");
        Write("rounds.csv", "id,startup_id,announced_on,stage,amount\nr1,s1,2011-05-01,seed,100\nr2,s1,2011-06-30,seed,200\nr3,s1,2011-07-05,seed,150\nr4,s2,2011-07-06,series-c,90000\nr5,s2,2011-07-01,series-c,90000\nr6,s2,2011-01-01,,\n");
        Write("investments.csv", "round_id,investor_id\nr1,i1\nr2,i1\nr4,i1\nr5,i1\nr6,i2\n");
        Write("investors.csv", "id,type,country,region,city\ni1,fund,CHN,,\ni2,,,,\n");
        Write("queries.csv", Header + "q1,i1,2011-07,r3,1\nq1,i1,2011-07,r4,0\n");
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, true);

    [Test]
    public void Run_HabitKnown_RanksMoreOfTheSameFirst()
    {
        var (code, line) = Run("queries.csv");

        Assert.That(code, Is.Zero);
        Assert.That((line.GetProperty("queries").GetInt32(), line.GetProperty("ndcg10").GetDouble(), line.GetProperty("mrr").GetDouble()), Is.EqualTo((1, 1.0, 1.0)));
        Assert.That(string.Join(" ", Scores().Select(s => s.Round)), Is.EqualTo("r3 r4"), "the order of the queries");
        Assert.That(Scores()[0].Score, Is.GreaterThan(Scores()[1].Score));
    }

    [Test]
    public void Run_RoundsOfTheMonthAndLater_TeachNothing()
    {
        Run("queries.csv");
        var before = Scores();
        Write("investments.csv", "round_id,investor_id\nr1,i1\nr2,i1\nr3,i1\nr6,i2\n");
        Write("rounds.csv", "id,startup_id,announced_on,stage,amount\nr1,s1,2011-05-01,seed,100\nr2,s1,2011-06-30,seed,200\nr3,s1,2011-07-31,seed,150\nr4,s2,2013-07-06,series-c,90000\nr5,s1,2011-07-01,seed,1\nr6,s2,2011-01-01,,\n");

        Run("queries.csv");

        Assert.That(Scores(), Is.EqualTo(before));
    }

    [Test]
    public void Run_ThreadsAndGzip_SameScores()
    {
        Write("queries.csv", Header + string.Concat(Enumerable.Range(1, 50).Select(i => $"q{i},i{i % 3},2011-0{1 + (i % 8)},r3,1\nq{i},i{i % 3},2011-0{1 + (i % 8)},r4,0\n")));
        using (var file = File.Create(Path.Combine(_folder, "queries.csv.gz")))
        using (var zip = new GZipStream(file, CompressionLevel.Fastest))
            zip.Write(File.ReadAllBytes(Path.Combine(_folder, "queries.csv")));
        Run("queries.csv");
        var one = Scores();

        Run("queries.csv.gz", "--threads", "4");

        Assert.That(Scores(), Is.EqualTo(one));
    }

    [Test]
    public void Run_LearnedModelWithNothingToLearnFrom_SaysWhy()
    {
        using var error = new StringWriter();
        var verb = new HistoryVerb();

        var code = verb.Run(Parsed(verb, "queries.csv", "--model", "learned"), TextWriter.Null, error);

        Assert.That((code, error.ToString()), Is.EqualTo((1, "There are no rows." + Environment.NewLine)));
    }

    [Test]
    public void Run_LearnedModel_LearnsTheInvestorsTasteFromEarlierMonthsAlone()
    {
        WriteYears(joinedInJanuary: true);
        var (code, line) = Run("queries.csv", "--model", "learned");
        var scores = Scores();
        WriteYears(joinedInJanuary: false);

        Run("queries.csv", "--model", "learned", "--threads", "3");

        Assert.That((code, line.GetProperty("queries").GetInt32()), Is.EqualTo((0, 8)));
        Assert.That(line.GetProperty("ndcg10").GetDouble(), Is.GreaterThan(0.9));
        Assert.That(Scores(), Is.EqualTo(scores), "neither the outcome of the month nor the number of threads changes a bit");
    }

    [Test]
    public void Run_UnknownRound_FailsWithItsName()
    {
        Write("queries.csv", Header + "q1,i1,2011-07,r99,1\n");
        using var error = new StringWriter();
        var verb = new HistoryVerb();

        Assert.That(verb.Run(Parsed(verb, "queries.csv"), TextWriter.Null, error), Is.EqualTo(1));
        Assert.That(error.ToString(), Does.Contain("r99"));
    }

    /// <summary>Three years in which every investor joins rounds of one sector, and a January to rank.</summary>
    private void WriteYears(bool joinedInJanuary)
    {
        var random = new Random(1);
        var (rounds, investments, queries) = (new StringBuilder("id,startup_id,announced_on,stage,amount\n"), new StringBuilder("round_id,investor_id\n"), new StringBuilder(Header));
        var january = new List<(string Id, int Startup)>();
        for (var month = 0; month < 37; month++)
        {
            for (var i = 0; i < 12; i++)
            {
                var (id, startup) = ($"r{month}-{i}", random.Next(40));
                rounds.Append(CultureInfo.InvariantCulture, $"{id},s{startup},{2009 + month / 12}-{1 + month % 12:00}-{1 + random.Next(28):00},seed,{random.Next(1, 9)}00000\n");
                var investor = startup % 4 + 4 * random.Next(2);
                if (month < 36 || joinedInJanuary)
                    investments.Append(CultureInfo.InvariantCulture, $"{id},i{investor}\n");
                if (month == 36)
                    january.Add((id, startup));
            }
        }

        for (var investor = 0; investor < 8; investor++)
        {
            foreach (var (id, startup) in january)
                queries.Append(CultureInfo.InvariantCulture, $"q{investor},i{investor},2012-01,{id},{(startup % 4 == investor % 4 ? 1 : 0)}\n");
        }

        Write("startups.csv", "id,sectors,country,region,city,founded_on\n" + string.Concat(Enumerable.Range(0, 40).Select(s => $"s{s},sector{s % 4},CHN,Hubei,Wuhan,\n")));
        Write("rounds.csv", rounds.ToString());
        Write("investments.csv", investments.ToString());
        Write("queries.csv", queries.ToString());
    }

    private (int Code, JsonElement Line) Run(string queries, params string[] more)
    {
        using var output = new StringWriter();
        var verb = new HistoryVerb();
        var code = verb.Run(Parsed(verb, queries, more), output, TextWriter.Null);
        using var document = JsonDocument.Parse(output.ToString().TrimEnd().Split('\n')[^1]);
        return (code, document.RootElement.Clone());
    }

    private Arguments Parsed(HistoryVerb verb, string queries, params string[] more) => Arguments.Parse(
        ["--data", _folder, "--queries", Path.Combine(_folder, queries), "--scores", Path.Combine(_folder, "out.csv"), .. more], verb.Options, verb.Flags);

    private (string Query, string Round, double Score)[] Scores() =>
    [
        .. File.ReadLines(Path.Combine(_folder, "out.csv")).Skip(1).Select(l => l.Split(','))
            .Select(f => (f[0], f[1], double.Parse(f[2], CultureInfo.InvariantCulture))),
    ];

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);
}
