namespace Matchmaking.Core.Common;

/// <summary>Ids that grow, and can be made to grow beyond those of another source.</summary>
public interface IOrderedIds
{
    /// <summary>A number that grows with the ids that are made.</summary>
    long Last { get; }

    /// <summary>From now on ids are beyond those of a source whose number this was.</summary>
    void Pass(long last);
}
