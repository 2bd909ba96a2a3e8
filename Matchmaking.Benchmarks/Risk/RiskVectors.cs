using System.Globalization;
using System.Text.Json;
using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Risk;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Risk.Parameters;

namespace Matchmaking.Benchmarks.Risk;

/// <summary>Compares the loss model and the loss accounting with given results: exact rationals must be equal, others agree within 1e-9.</summary>
internal static class RiskVectors
{
    /// <summary>Amounts of portfolios are in 万元.</summary>
    private const long FenOfUnit = 1_000_000;

    /// <exception cref="JsonException">Not such a file.</exception>
    public static void Run(string path, VectorCheck check)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var vector in file.RootElement.GetProperty("vectors").EnumerateArray())
        {
            if (vector.TryGetProperty("cases", out var cases))
            {
                foreach (var rule in cases.EnumerateArray())
                    Rule(rule, check);
            }
            else
            {
                Portfolio(vector, check);
            }
        }
    }

    private static void Portfolio(JsonElement vector, VectorCheck check)
    {
        var name = vector.GetProperty("id").GetString()!;
        var live = vector.GetProperty("live").EnumerateArray().Select(Position).ToList();
        var rho = Ratio.FromBasisPoints((int)Math.Round(vector.GetProperty("rho").GetDouble() * 10_000));
        var parameters = LossParameters.Default with
        {
            Version = name,
            Stages = [.. LossParameters.Default.Stages.Select(d => live.Select(p => p.Loss).FirstOrDefault(l => l.Stage == d.Stage) ?? d)],
            Correlation = new() { Within = rho, Across = rho },
        };
        var portfolio = new LossPortfolio(live.Select(p => new LiveExposure("one", p.Loss.Stage, p.Cost)), parameters);
        var allowance = Ratio.FromBasisPoints(vector.GetProperty("allowance_bp").GetInt32());
        var losses = new FundLosses(Units(vector.GetProperty("invested_total")), Units(vector.GetProperty("realised_loss")) - Money.Zero, allowance, Ratio.One);
        var risk = new FundRisk(losses, new(portfolio));
        var (tail, result) = (risk.Tail(), vector.GetProperty("result"));
        Amount(check, name + " expected loss", result.GetProperty("expected_loss"), risk.ExpectedLoss.Fen);
        Amount(check, name + " VaR", result.GetProperty("var"), tail.Var.Fen);
        Amount(check, name + " CVaR", result.GetProperty("cvar"), tail.CvarFen);
        Figure(check, name + " expected ratio", result.GetProperty("expected_ratio"), (double)((decimal)risk.ExpectedLoss.Fen / losses.Invested.Fen));
        Figure(check, name + " P(breach)", result.GetProperty("p_breach"), risk.BreachProbability!.Value);
        Amount(check, name + " headroom", result.GetProperty("headroom_realised"), LossAccounting.Headroom(allowance, losses.Invested, Money.FromFen(losses.Realised.Fen)).Fen);
        Amount(check, name + " headroom after the expected loss", result.GetProperty("headroom_expected"), LossAccounting.Headroom(allowance, losses.Invested, risk.ExpectedLoss).Fen);
        Contributions(check, name, vector, live, risk);
        if (vector.TryGetProperty("loss_pmf", out var cells))
        {
            foreach (var cell in cells.EnumerateArray())
                check.Near($"{name} P(loss = {cell[0]})", cell[1].GetDouble(), Probability(risk.Model.Distribution, (long)(cell[0].GetDouble() * FenOfUnit)));
        }
    }

    private static void Contributions(VectorCheck check, string name, JsonElement vector, List<(StageLoss Loss, Money Cost)> live, FundRisk risk)
    {
        var allocation = risk.Contributions();
        var tail = risk.Tail();
        check.Exact(name + " sum of contributions", tail.Cvar.Fen, allocation.Positions.Sum(p => p.Fen) + allocation.Realised.Fen);
        // The portfolio has an order of its own; exposures of the same stage and amount are alike.
        var given = vector.GetProperty("cvar_contributions").EnumerateArray().Select((c, i) => (live[i].Loss.Stage, live[i].Cost, Value: c.GetDouble()))
            .OrderBy(c => c.Stage).ThenBy(c => c.Cost).ToList();
        for (var i = 0; i < given.Count; i++)
            check.Near($"{name} contribution of {given[i].Stage} {given[i].Cost}", given[i].Value, allocation.PositionsFen[i] / FenOfUnit);
    }

    private static void Rule(JsonElement rule, VectorCheck check)
    {
        var (name, expect) = (rule.GetProperty("name").GetString()!, rule.GetProperty("expect"));
        // Local reinvestment is a rule of its own, which has nothing to do with losses.
        if (rule.TryGetProperty("government_contribution", out _))
            return;
        Ratio? allowance = rule.TryGetProperty("allowance_bp", out var points) ? Ratio.FromBasisPoints(points.GetInt32()) : null;
        var commitment = rule.TryGetProperty("commitment", out var size) ? Money.FromFen(size.GetInt64()) : (Money?)null;
        var cap = rule.TryGetProperty("cap_bp", out var capPoints) ? Ratio.FromBasisPoints(capPoints.GetInt32()) : Ratio.One;
        LossAccount Account(LossBasis basis) => LossAccounting.Compute(Positions(rule), allowance, basis, commitment, cap);
        var (gross, net) = (Account(LossBasis.Gross), Account(LossBasis.Net));
        foreach (var property in expect.EnumerateObject())
        {
            var wanted = property.Value;
            var what = $"{name}: {property.Name}";
            switch (property.Name)
            {
                case "loss_ratio": check.Exact(what, null, gross.LossRatio); break;
                case "status": check.Exact(what, wanted.GetString()!.Replace('_', '-'), gross.Status.Kebab()); break;
                case "headroom_realised": check.Exact(what, wanted.GetInt64(), gross.Headroom!.Value.Fen); break;
                case "p_breach": check.Exact(what, wanted.GetDouble(), Empty(gross).BreachProbability!.Value); break;
                case "breached" or "breached_gross": check.Exact(what, wanted.GetBoolean(), gross.IsBreached); break;
                case "breached_net": check.Exact(what, wanted.GetBoolean(), net.IsBreached); break;
                case "realised_loss" or "gross_loss": check.Exact(what, wanted.GetInt64(), gross.RealisedLoss.Fen); break;
                case "marked_loss": check.Exact(what, wanted.GetInt64(), gross.MarkedLoss.Fen); break;
                case "net_loss": check.Exact(what, wanted.GetInt64(), net.NetLoss.Fen); break;
                case "realised_ratio_bp" or "gross_ratio_bp": check.Exact(what, wanted.GetInt64(), gross.LossRatio!.Value * 10_000); break;
                case "marked_ratio_bp": check.Exact(what, wanted.GetInt64(), (decimal)gross.MarkedLoss.Fen / gross.Invested.Fen * 10_000); break;
                case "remaining": check.Exact(what, wanted.GetInt64(), gross.UncalledCommitment!.Value.Fen); break;
                case "max_candidate": check.Exact(what, wanted.GetInt64(), cap.Of(commitment!.Value).Fen - rule.GetProperty("existing_exposure").GetInt64()); break;
                case "lhs": check.Exact(what, wanted.GetString(), ((Int128)gross.RealisedLoss.Fen * 10_000).ToString(CultureInfo.InvariantCulture)); break;
                case "rhs": check.Exact(what, wanted.GetString(), ((Int128)gross.Invested.Fen * allowance!.Value.BasisPoints).ToString(CultureInfo.InvariantCulture)); break;
                // Codes of limits are the ranking's, whose own tests have these cases; a note is a note.
                case "code" or "note": break;
                default: throw new JsonException($"The rule '{what}' is not known.");
            }
        }
    }

    private static FundRisk Empty(LossAccount account) =>
        new(new(account.Invested, account.RealisedBalance, account.Allowance, Ratio.One), new(new LossPortfolio([], LossParameters.Default)));

    private static PositionState[] Positions(JsonElement rule)
    {
        if (rule.TryGetProperty("positions", out var positions))
            return [.. positions.EnumerateArray().Select(p => new PositionState(Fen(p, "cost"), Fen(p, "proceeds"), Fen(p, "fair_value"), p.GetProperty("closed").GetBoolean()))];
        var invested = Fen(rule, "invested");
        if (invested == Money.Zero)
            return [];
        return [new(invested, Money.FromFen(invested.Fen - Fen(rule, "realised").Fen), Money.Zero, Closed: true)];
    }

    private static Money Fen(JsonElement from, string name) => from.TryGetProperty(name, out var fen) ? Money.FromFen(fen.GetInt64()) : Money.Zero;

    private static (StageLoss Loss, Money Cost) Position(JsonElement position) =>
    (
        new StageLoss
        {
            Stage = KebabEnum<Stage>.Parse(position.GetProperty("stage").GetString()!.Replace('_', '-')),
            TotalLoss = Ratio.FromBasisPoints((int)Math.Round(position.GetProperty("p_total").GetDouble() * 10_000)),
            HalfLoss = Ratio.FromBasisPoints((int)Math.Round(position.GetProperty("p_partial").GetDouble() * 10_000)),
        },
        Units(position.GetProperty("cost")));

    private static Money Units(JsonElement amount) => Money.FromFen(amount.GetInt64() * FenOfUnit);

    private static double Probability(LossDistribution distribution, long fen) =>
        2 * fen % distribution.Grid.Unit == 0 ? distribution.Probabilities[(int)(2 * fen / distribution.Grid.Unit)] : 0;

    /// <summary>An amount: an exact one must be equal to the fen.</summary>
    private static void Amount(VectorCheck check, string name, JsonElement expected, double fen)
    {
        if (Rational(expected) is var (above, below))
            check.Exact(name, above * FenOfUnit / below, (decimal)Math.Round(fen, 3));
        else
            check.Near(name, expected.GetDouble(), fen / FenOfUnit);
    }

    /// <summary>A pure number: an exact one must be the nearest double.</summary>
    private static void Figure(VectorCheck check, string name, JsonElement expected, double actual)
    {
        if (Rational(expected) is var (above, below))
            check.Exact(name, (double)(above / below), actual);
        else
            check.Near(name, expected.GetDouble(), actual);
    }

    private static (decimal Above, decimal Below)? Rational(JsonElement expected)
    {
        if (expected.ValueKind != JsonValueKind.Object)
            return null;
        var parts = expected.GetProperty("exact").GetString()!.Split('/');
        return (decimal.Parse(parts[0], CultureInfo.InvariantCulture), decimal.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
