using System.Security.Cryptography;
using System.Text;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans.Outputs;

/// <summary>
/// Tells one plan from another: the SHA-256 of the stored document in UTF-8. It covers who meets whom, when and where; names, venue
/// and clock times are looked up when a plan is shown, so they are not part of it.
/// </summary>
internal static class PlanHash
{
    private const int ShortLength = 12;

    /// <summary>64 digits, lower-case hexadecimal.</summary>
    public static string Of(SessionPlan plan) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plan.Document)));

    /// <summary>What people compare on paper: 12 digits, one in 280 billion plans by chance.</summary>
    public static string Short(string hash) => hash[..ShortLength];
}
