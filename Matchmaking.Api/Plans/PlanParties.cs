using Matchmaking.Api.Contracts;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans;

/// <summary>Which participants of a certificate are startups, and which funds. Plans made before prices told the party are read by what their rows say.</summary>
/// <param name="Startups">In the order of the certificate.</param>
/// <param name="Funds">In the order of the certificate.</param>
internal sealed record PlanParties(IReadOnlyList<PriceView> Startups, IReadOnlyList<PriceView> Funds)
{
    /// <exception cref="PlanUnreadableException">A row names somebody as startup and another as fund, or somebody is twice there.</exception>
    public static PlanParties Of(CertificateView certificate)
    {
        if (certificate.Prices.DistinctBy(p => p.RegistrationId).Count() != certificate.Prices.Count)
            throw new PlanUnreadableException("A registration has two prices.");
        if (certificate.Prices.All(p => p.Party is not null))
            return new([.. certificate.Prices.Where(p => p.Party == PartyType.Startup)], [.. certificate.Prices.Where(p => p.Party == PartyType.Fund)]);
        var startups = Split(certificate);
        return new([.. certificate.Prices.Take(startups)], [.. certificate.Prices.Skip(startups)]);
    }

    // Such certificates list the startups by id and then the funds by id. Weights name most of them; between the last startup and the first fund that they
    // name, the second list begins where ids do not ascend. Where they all ascend the rest has no pairs, and may as well be startups as funds.
    private static int Split(CertificateView certificate)
    {
        var named = certificate.Weights.Select(w => w.FundRegistrationId).ToHashSet();
        var known = certificate.Weights.Select(w => w.StartupRegistrationId).ToHashSet();
        var (first, last) = (0, certificate.Prices.Count);
        for (var i = 0; i < certificate.Prices.Count; i++)
        {
            if (known.Contains(certificate.Prices[i].RegistrationId))
                first = i + 1;
            if (last == certificate.Prices.Count && named.Contains(certificate.Prices[i].RegistrationId))
                last = i;
        }

        if (first > last)
            throw new PlanUnreadableException("The certificate lists a fund before a startup.");
        for (var i = Math.Max(first, 1); i < last; i++)
        {
            if (certificate.Prices[i].RegistrationId.Value.CompareTo(certificate.Prices[i - 1].RegistrationId.Value) < 0)
                return i;
        }

        return last;
    }
}
