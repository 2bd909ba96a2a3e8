using System.Numerics;
using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Risk;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Risk;

/// <summary>Seeded random funds against the definitions, written out with integers of any size.</summary>
internal sealed class LossAccountingPropertyTests
{
    private const int Funds = 1_500;

    [Test]
    public void Compute_RandomFunds_EqualsTheDefinitions()
    {
        var random = new Random(7);
        var seen = new HashSet<LossStatus>();

        for (var i = 0; i < Funds; i++)
        {
            var fund = RandomFund(random);
            var account = fund.Compute();
            var oracle = new Oracle(fund);

            Assert.That(account.Invested.Fen, Is.EqualTo((long)oracle.Invested));
            Assert.That(account.RealisedLoss.Fen, Is.EqualTo((long)oracle.Gross));
            Assert.That(account.MarkedLoss.Fen, Is.EqualTo((long)oracle.GrossMarked));
            Assert.That(account.NetRealisedLoss.Fen, Is.EqualTo((long)oracle.Net));
            Assert.That(account.NetLoss.Fen, Is.EqualTo((long)oracle.NetMarked));
            Assert.That(account.Status, Is.EqualTo(oracle.Status()), fund.ToString());
            Assert.That(account.IsBreached, Is.EqualTo(oracle.Breached));
            Assert.That(account.Headroom?.Fen, Is.EqualTo((long?)oracle.Headroom));
            seen.Add(account.Status);
        }

        Assert.That(seen, Is.EquivalentTo(Enum.GetValues<LossStatus>().Except([LossStatus.WatchModel])), "every status must occur");
    }

    [Test]
    public void Compute_SafeTicketWhollyLost_StaysInsideAndOneFenMoreDoesNot()
    {
        var random = new Random(11);
        var judged = 0;

        for (var i = 0; i < Funds; i++)
        {
            var fund = RandomFund(random) with { Commitment = null, Basis = LossBasis.Gross };
            var account = fund.Compute();
            if (account.SafeTicket is not { } ticket || account.IsBreached || ticket == Money.Max)
                continue;
            judged++;

            Assert.That(fund.WithLost(ticket.Fen).Compute().IsBreached, Is.False, fund.ToString());
            Assert.That(fund.WithLost(ticket.Fen + 1).Compute().IsBreached, Is.True, fund.ToString());
        }

        Assert.That(judged, Is.GreaterThan(Funds / 5));
    }

    [Test]
    public void Compute_AnyFund_EveryFenIsAccountedFor()
    {
        var random = new Random(13);

        for (var i = 0; i < Funds; i++)
        {
            var fund = RandomFund(random);
            var account = fund.Compute();
            // Cost = what came back + what is left + what was lost - what was gained.
            var back = fund.Positions.Aggregate(BigInteger.Zero, (sum, p) => sum + p.Proceeds.Fen + (p.Closed ? 0 : p.FairValue.Fen));
            var gained = fund.Positions.Aggregate(
                BigInteger.Zero, (sum, p) => sum + BigInteger.Max(0, p.Proceeds.Fen + (p.Closed ? 0 : p.FairValue.Fen) - p.Cost.Fen));

            Assert.That((BigInteger)account.Invested.Fen, Is.EqualTo(back + account.MarkedLoss.Fen - gained));
            Assert.That(account.NetLoss, Is.LessThanOrEqualTo(account.MarkedLoss));
            Assert.That(account.RealisedLoss, Is.LessThanOrEqualTo(account.MarkedLoss));
        }
    }

    [Test]
    public void Compute_PermutedPositions_SameAccount()
    {
        var random = new Random(17);

        for (var i = 0; i < 200; i++)
        {
            var fund = RandomFund(random);
            var shuffled = fund.Positions.ToArray();
            random.Shuffle(shuffled);

            Assert.That((fund with { Positions = shuffled }).Compute(), Is.EqualTo(fund.Compute()));
        }
    }

    private static RandomFundInput RandomFund(Random random)
    {
        // Small amounts make ties and limits frequent, large ones reach the edge of a long.
        long[] sizes = [4, 30, 10_000, 1L << 40, Money.Max.Fen];
        var size = sizes[random.Next(sizes.Length)];
        var positions = new PositionState[random.Next(8)];
        for (var i = 0; i < positions.Length; i++)
        {
            var cost = random.NextInt64(size + 1);
            var proceeds = random.Next(3) switch { 0 => 0, 1 => random.NextInt64(cost + 1), _ => random.NextInt64(size + 1) };
            positions[i] = new(Money.FromFen(cost), Money.FromFen(proceeds), Money.FromFen(random.NextInt64(size + 1)), random.Next(2) == 0);
        }

        int?[] allowances = [null, 0, 2_500, 5_000, 6_000, 8_000, 9_999, 10_000, random.Next(10_001)];
        var allowance = allowances[random.Next(allowances.Length)];
        return new(
            positions,
            allowance is { } a ? Ratio.FromBasisPoints(a) : null,
            random.Next(2) == 0 ? LossBasis.Gross : LossBasis.Net,
            random.Next(3) == 0 ? null : Money.FromFen(random.NextInt64(size * 5)));
    }

    private sealed record RandomFundInput(IReadOnlyList<PositionState> Positions, Ratio? Allowance, LossBasis Basis, Money? Commitment)
    {
        public LossAccount Compute() => LossAccounting.Compute(Positions, Allowance, Basis, Commitment, Ratio.One);

        public RandomFundInput WithLost(long ticket) =>
            this with { Positions = [.. Positions, new(Money.FromFen(ticket), Money.Zero, Money.Zero, true)] };

        public override string ToString() => $"{string.Join("; ", Positions)} allowance {Allowance} {Basis} commitment {Commitment}";
    }

    private sealed class Oracle
    {
        private readonly RandomFundInput _fund;

        public Oracle(RandomFundInput fund)
        {
            _fund = fund;
            foreach (var p in fund.Positions)
            {
                BigInteger cost = p.Cost.Fen, proceeds = p.Proceeds.Fen, value = p.Closed ? 0 : p.FairValue.Fen;
                Invested += cost;
                Gross += p.Closed ? BigInteger.Max(0, cost - proceeds) : 0;
                GrossMarked += BigInteger.Max(0, cost - proceeds - value);
                Net += p.Closed ? cost - proceeds : 0;
                NetMarked += cost - proceeds - value;
            }

            Net = BigInteger.Max(0, Net);
            NetMarked = BigInteger.Max(0, NetMarked);
        }

        public BigInteger Invested { get; }

        public BigInteger Gross { get; }

        public BigInteger GrossMarked { get; }

        public BigInteger Net { get; }

        public BigInteger NetMarked { get; }

        public BigInteger? Headroom => _fund.Allowance is { } a ? (a.BasisPoints * Invested / 10_000) - Loss : null;

        public bool Breached => _fund.Allowance is { } a && Loss * 10_000 > a.BasisPoints * Invested;

        private BigInteger Loss => _fund.Basis == LossBasis.Gross ? Gross : Net;

        private BigInteger Marked => _fund.Basis == LossBasis.Gross ? GrossMarked : NetMarked;

        public LossStatus Status()
        {
            if (Invested.IsZero)
                return LossStatus.NoInvestment;
            if (_fund.Allowance is not { } a)
                return LossStatus.Within;
            if (Breached)
            {
                return _fund.Commitment is { } c && Loss * 10_000 > a.BasisPoints * BigInteger.Max(Invested, c.Fen)
                    ? LossStatus.Irrecoverable
                    : LossStatus.Breached;
            }

            if (Headroom!.Value.IsZero)
                return LossStatus.AtLimit;
            return Marked * 10_000 > a.BasisPoints * Invested ? LossStatus.WatchMarked : LossStatus.Within;
        }
    }
}
