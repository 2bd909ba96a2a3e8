using System.Security.Claims;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;

namespace Matchmaking.Api.Auth;

/// <summary>Who asks: the role of the key and, for funds and startups, whom it speaks for.</summary>
internal sealed record Caller(KeyId KeyId, Role Role, IReadOnlyList<Guid> SubjectIds)
{
    private const string KeyClaim = "key";
    private const string SubjectClaim = "subject";

    /// <summary>Admin, auditor and organizer: they read everybody's data.</summary>
    public bool IsStaff => Role is Role.Admin or Role.Auditor or Role.Organizer;

    public bool IsAdmin => Role == Role.Admin;

    /// <summary>Organizer or admin: they run sessions.</summary>
    public bool Organizes => Role is Role.Admin or Role.Organizer;

    public bool SpeaksForFund(FundId fund) => Role == Role.Fund && SubjectIds.Contains(fund.Value);

    public bool SpeaksForStartup(StartupId startup) => Role == Role.Startup && SubjectIds.Contains(startup.Value);

    /// <summary>False for another fund: what belongs to a fund does not exist for others of its kind.</summary>
    public bool SeesFund(FundId fund) => Role != Role.Fund || SubjectIds.Contains(fund.Value);

    /// <summary>False for another startup.</summary>
    public bool SeesStartup(StartupId startup) => Role != Role.Startup || SubjectIds.Contains(startup.Value);

    public IReadOnlyList<string> SubjectTexts => [.. SubjectIds.Select(s => s.ToString("D"))];

    public ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity(
        [
            new Claim(KeyClaim, KeyId.ToString()),
            new Claim(ClaimTypes.Role, Role.Kebab()),
            .. SubjectIds.Select(s => new Claim(SubjectClaim, s.ToString("D"))),
        ],
        scheme));

    /// <summary>The caller of a request that has passed authentication.</summary>
    public static Caller Of(HttpContext http)
    {
        var user = http.User;
        return new Caller(
            KeyId.Parse(user.FindFirstValue(KeyClaim)!),
            KebabEnum<Role>.Parse(user.FindFirstValue(ClaimTypes.Role)!),
            [.. user.FindAll(SubjectClaim).Select(c => Guid.ParseExact(c.Value, "D"))]);
    }

    /// <summary>The id of the key that a request came with, for logs; null before and without authentication.</summary>
    public static string? KeyIdOf(HttpContext http) => http.User.FindFirstValue(KeyClaim);

    public static ValueTask<Caller?> BindAsync(HttpContext http) => ValueTask.FromResult<Caller?>(Of(http));
}
