namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>A rectangle in points from the upper left corner of a page.</summary>
internal readonly record struct Area(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public double MiddleX => X + (Width / 2);

    public double MiddleY => Y + (Height / 2);

    public Area Inset(double by) => new(X + by, Y + by, Width - (2 * by), Height - (2 * by));

    /// <summary>They share more than an edge; rounding is forgiven.</summary>
    public bool Overlaps(Area other)
    {
        const double Rounding = 0.01;
        return X < other.Right - Rounding && other.X < Right - Rounding && Y < other.Bottom - Rounding && other.Y < Bottom - Rounding;
    }

    public bool Contains(Area other)
    {
        const double Rounding = 0.01;
        return other.X >= X - Rounding && other.Right <= Right + Rounding && other.Y >= Y - Rounding && other.Bottom <= Bottom + Rounding;
    }
}
