/*@title@*/
{
  format = 2;
  go = "@go@"; /*@goReason@*/
  toolchain = "@toolchain@";
  platforms = [ /*@platforms@*/ ];
  modules = {
    /*@modules@*/
  };
  leaves = {
    /*@leaves@*/
  };
  tracks = { /*@tracks@*/ };
}
