using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;

namespace Matchmaking.Api.Auth;

/// <summary>Which roles may use an endpoint at all; kept as metadata so that tests and the OpenAPI document can read it.</summary>
internal sealed record AllowedRoles(IReadOnlyList<Role> Roles);

internal static class AccessExtensions
{
    /// <summary>Every role with a key.</summary>
    public static readonly Role[] Everybody = [Role.Admin, Role.Auditor, Role.Organizer, Role.Fund, Role.Startup];

    public static readonly Role[] Readers = [Role.Admin, Role.Auditor, Role.Organizer];

    public static readonly Role[] Organizers = [Role.Admin, Role.Organizer];

    /// <summary>Lets these roles in; every endpoint must say whom it lets in (a test makes sure).</summary>
    public static TBuilder AllowRoles<TBuilder>(this TBuilder builder, params Role[] roles)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new AllowedRoles(roles)).RequireAuthorization(p => p.RequireRole(roles.Select(r => r.Kebab())));
}
