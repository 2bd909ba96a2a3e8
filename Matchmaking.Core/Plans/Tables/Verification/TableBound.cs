namespace Matchmaking.Core.Plans.Tables.Verification;

/// <summary>The bound that a certificate proves, from its definition in <see cref="TableCertificate"/>.</summary>
internal static class TableBound
{
    // Sums of a table of such prices stay within 64 bits.
    private const long Largest = 1L << 50;

    /// <returns>Null where the certificate does not fit the problem; the reasons are then among the violations.</returns>
    public static Int128? Evaluate(TableProblem problem, TableCertificate certificate, List<TableViolation> violations)
    {
        var before = violations.Count;
        var isLong = problem.Layout is TableLayout.LongTable;
        if (certificate.Kind == TableBoundKind.TableSets ? isLong : certificate.Kind == TableBoundKind.Walk && !isLong)
            violations.Add(new(TableViolationCode.CertificateOfAnotherLayout));
        if (certificate.Scale is < 1 or > 1_000_000)
            violations.Add(new(TableViolationCode.ScaleWrong, Actual: certificate.Scale));
        if (certificate.Prices.Count != problem.Participants.Count)
            violations.Add(new(TableViolationCode.PricesIncomplete, Actual: certificate.Prices.Count, Expected: problem.Participants.Count));
        if (violations.Count > before)
            return null;

        Int128 sum = 0;
        for (var v = 0; v < certificate.Prices.Count; v++)
        {
            if (certificate.Prices[v] is > Largest or < -Largest || (problem.Participants[v].Kind == TableParticipantKind.Guest && certificate.Prices[v] != 0))
                violations.Add(new(TableViolationCode.PricesIncomplete, v, Actual: certificate.Prices[v]));
            sum += certificate.Prices[v];
        }

        if (violations.Count > before)
            return null;
        return certificate.Kind switch
        {
            TableBoundKind.Partners => Partners(problem, certificate, violations),
            TableBoundKind.Walk => Priced(certificate, sum, 1, WalkCheck.Best(problem, certificate), violations),
            _ => TableSets(problem, certificate, sum, violations),
        };
    }

    private static Int128? TableSets(TableProblem problem, TableCertificate certificate, Int128 sum, List<TableViolation> violations)
    {
        var round = (TableLayout.RoundTables)problem.Layout;
        return Priced(certificate, sum, round.Tables - round.ClosedTables.Count, new TableSetCheck(problem, round, certificate).Best(), violations);
    }

    // A price that is lower than what the best set earns proves nothing: the bound is then that of the price which would.
    private static Int128 Priced(TableCertificate certificate, Int128 sum, int tables, long? best, List<TableViolation> violations)
    {
        Int128 price = certificate.TablePrice;
        if (best is { } b && b > price)
        {
            violations.Add(new(TableViolationCode.TablePriceTooLow, Actual: certificate.TablePrice, Expected: b));
            price = b;
        }

        return Floor(sum + (tables * price), certificate.Scale);
    }

    private static Int128? Partners(TableProblem problem, TableCertificate certificate, List<TableViolation> violations)
    {
        var (perStartup, perFund) = problem.Layout is TableLayout.RoundTables round
            ? (Math.Min(round.FundsPerTable!.Value, round.SeatsPerTable), Math.Min(round.StartupsPerTable!.Value, round.SeatsPerTable))
            : (2, 2);
        Int128 sum = 0;
        var negative = false;
        for (var v = 0; v < certificate.Prices.Count; v++)
        {
            if (certificate.Prices[v] < 0)
            {
                violations.Add(new(TableViolationCode.PriceNegative, v, Actual: certificate.Prices[v]));
                negative = true;
            }

            sum += (Int128)certificate.Prices[v] * (problem.Participants[v].Kind == TableParticipantKind.Startup ? perStartup : perFund);
        }

        if (negative)
            return null;
        var apart = problem.Apart.ToHashSet();
        foreach (var (startup, fund, weight) in problem.Weights)
        {
            var gain = ((Int128)certificate.Scale * problem.UnitsPerWeight * weight) - certificate.Prices[startup] - certificate.Prices[fund];
            if (gain > 0 && !apart.Contains(startup < fund ? new(startup, fund) : new(fund, startup)))
                sum += gain;
        }

        return Floor(sum, certificate.Scale);
    }

    private static Int128 Floor(Int128 value, long scale) => value >= 0 ? value / scale : -((-value + scale - 1) / scale);
}
