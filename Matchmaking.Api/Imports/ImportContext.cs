using Matchmaking.Api.Auth;
using Matchmaking.Api.Resources;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Imports;

/// <summary>The circumstances in which rows are imported.</summary>
/// <param name="Db">The write that the rows are part of.</param>
/// <param name="Caller">Whose import it is: its rights are those of single requests.</param>
/// <param name="Now">Time and ids.</param>
/// <param name="Session">The session that was named beside the file.</param>
/// <param name="Names">Who bears a name.</param>
internal sealed record ImportContext(Db Db, Caller Caller, Surroundings Now, Session? Session, ImportNames Names)
{
    private static readonly HashSet<string> _noOverrides = [];

    public BuildContext Build(Stamp stamp, Guid? parent) => new(Db, Caller, stamp, Now.Today, _noOverrides, parent);
}
