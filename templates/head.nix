/*@title@*/
{
  format = 2;
  go = "@go@";
  toolchain = "@toolchain@";
  platforms = [ /*@platforms@*/ ];
}
