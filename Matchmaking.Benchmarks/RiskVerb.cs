using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Matchmaking.Benchmarks.Risk;
using Matchmaking.Core.Common;
using Matchmaking.Core.Risk;
using Matchmaking.Core.Risk.Model;

namespace Matchmaking.Benchmarks;

/// <summary>Compares the loss model with given results and measures it, beside a plain quadrature.</summary>
internal sealed class RiskVerb : IVerb
{
    private const int Candidates = 10_000;

    private static readonly string[] _chains = ["chain-0", "elsewhere"];

    public string Name => "risk";

    public string Help =>
        """
        risk --vectors FILE [--repeats 200] [--threads 1]
          --vectors  JSON: portfolios with the exact results of the loss model
          --repeats  how often each step is measured; the median is printed
          --threads  how many threads may compute a model; the results do not depend on it
        """;

    public IReadOnlyList<string> Options => ["vectors", "repeats", "threads"];

    public IReadOnlyList<string> Flags => [];

    public int Run(Arguments arguments, TextWriter output, TextWriter error)
    {
        var vectors = arguments.RequiredFile("vectors");
        var repeats = arguments.Integer("repeats", 200, minimum: 1);
        var threads = arguments.Integer("threads", 1, minimum: 1);
        var check = new VectorCheck(error);
        try
        {
            RiskVectors.Run(vectors, check);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            error.WriteLine($"The vectors cannot be read: {wrong.Message}");
            return 1;
        }

        // Amounts of 10 to 50 in units of one million yuan: about 2,400 cells.
        var portfolio = SamplePortfolio.Of(40, 5, 10, 50, 100_000_000, seed: 1);
        var large = SamplePortfolio.Of(1_000, 5, 10, 5_000, 100_000_007, seed: 2);
        var build = Median(repeats, () => new LossModel(portfolio, threads));
        var models = new Queue<LossModel>(Enumerable.Range(0, repeats).Select(_ => new LossModel(portfolio, threads)));
        var table = Median(repeats, () => models.Dequeue().Candidates("chain-0"));
        var model = new LossModel(portfolio, threads);
        var fund = SamplePortfolio.Fund(model);
        var candidates = Median(20 * repeats, () => JudgeMany(fund));
        var contributions = Median(Math.Min(repeats, 20), fund.Contributions);
        var thousand = Median(Math.Min(repeats, 10), () => new LossModel(large, threads));
        var largeFund = SamplePortfolio.Fund(new(large, threads));
        var bracket = largeFund.BreachProbabilityBracket!.Value;
        var started = Stopwatch.GetTimestamp();
        var plain = PlainQuadrature.Distribution(portfolio, model.Distribution.Grid, 65, 33);
        var plainMillis = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        output.WriteLine(JsonSerializer.Serialize(new
        {
            @checked = check.Checked,
            failed = check.Failed,
            maxAbsError = check.MaxAbsError,
            cells = model.Distribution.Grid.Cells,
            nodes = model.Distribution.Nodes,
            quadratureError = model.Distribution.QuadratureError,
            buildMillis = Math.Round(build, 3),
            tableMillis = Math.Round(table, 3),
            candidateMicros = Math.Round(candidates * 1_000 / Candidates, 4),
            tenThousandCandidatesMillis = Math.Round(candidates, 3),
            contributionsMillis = Math.Round(contributions, 3),
            tableBytes = model.Candidates("chain-0").Bytes,
            thousandPositionsMillis = Math.Round(thousand, 1),
            thousandPositions = new { largeFund.BreachProbability, bracket.Lower, bracket.Upper, largeFund.Model.Distribution.Grid.Cells },
            plainMillis = Math.Round(plainMillis, 1),
            timesFasterThanPlain = Math.Round(plainMillis / build, 1),
            plainDifference = plain.Zip(model.Distribution.Probabilities, (a, b) => Math.Abs(a - b)).Max(),
            digest = Digest(model, largeFund.Model),
        }));
        return check.Failed == 0 ? 0 : 1;
    }

    /// <summary>As a ranking judges them: chain, stage and ticket of each.</summary>
    private static double JudgeMany(FundRisk fund)
    {
        var (sum, chain) = (0.0, fund.In("chain-0"));
        for (var i = 0; i < Candidates; i++)
            sum += chain.BreachProbability((Stage)(i & 7), Money.FromFen(100_000_000L + i * 10_000L))!.Value;
        return sum;
    }

    private static double Median<T>(int repeats, Func<T> run)
    {
        var millis = new double[repeats];
        for (var i = 0; i < repeats; i++)
        {
            var started = Stopwatch.GetTimestamp();
            run();
            millis[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(millis);
        return millis[repeats / 2];
    }

    /// <summary>SHA-256 over the bits of distributions, tables and contributions: the same on every machine.</summary>
    private static string Digest(params LossModel[] models)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[8];
        foreach (var model in models)
        {
            var fund = SamplePortfolio.Fund(model);
            var judged = from chain in _chains
                         from stage in Enum.GetValues<Stage>()
                         select fund.In(chain).BreachProbability(stage, Money.FromFen(1_234_567_890))!.Value;
            foreach (var figure in model.Distribution.Probabilities.Concat(judged).Append(fund.Tail().CvarFen))
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, figure);
                hash.AppendData(bytes);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
