* Minimise MINUS_VALUE = minus the value of the plan in milli; the best value is minus the optimum.
* Every gap costs 20395 milli, more than all terms together can differ.
NAME amuplan FREE
ROWS
 N MINUS_VALUE
 E c01_cover[40001]
 E c01_cover[40002]
 E c01_cover[40003]
 E c02_start[40001,1,extra,a1]
 E c02_start[40001,1,extra,b1]
 E c02_start[40001,2,extra,a1]
 E c02_start[40001,2,extra,b1]
 E c02_start[40002,1,q1,a1]
 E c02_start[40003,1,extra,b1]
 L c03_room_capacity[a1,2027-01-04]
 L c03_room_capacity[a1,2027-01-05]
 L c03_room_capacity[a1,2027-07-05]
 L c03_room_capacity[a1,2027-07-06]
 L c03_room_capacity[b1,2027-01-04]
 L c03_room_capacity[b1,2027-01-05]
 L c03_room_capacity[b1,2027-07-05]
 L c03_room_capacity[b1,2027-07-06]
 L c04_teacher_capacity[aa,Lager,2027-01-04]
 L c05_window[40001,2,0]
 L c05_window[40001,2,1]
 L c07_guarantee_cap[40001,0,0]
 L c07_guarantee_cap[40001,1,0]
 L c07_guarantee_cap[40001,2,0]
 L c07_guarantee_cap[40001,2,1]
 L c07_guarantee_cap[40001,3,0]
 L c07_guarantee_cap[40001,3,1]
 L c07_guarantee_cap[40001,4,0]
 L c07_guarantee_cap[40001,4,1]
 L c07_guarantee_cap[40002,0,0]
 L c07_guarantee_cap[aa]
 L c08_yearly_limit[bb]
 L o03_spread[2701,aa]
 L o03_spread[2701,bb]
 L o04_load[aa]
 L o04_load[bb]
COLUMNS
 MARKER0 'MARKER' 'INTORG'
 z[40001,0:a1] MINUS_VALUE -3681
 z[40001,0:a1] c01_cover[40001] 1
 z[40001,0:a1] c02_start[40001,1,extra,a1] -1
 z[40001,0:a1] c07_guarantee_cap[40001,0,0] -1
 z[40001,0:a1] o03_spread[2701,aa] 1
 z[40001,0:a1] o04_load[aa] 1
 z[40001,1:b1] MINUS_VALUE -798
 z[40001,1:b1] c01_cover[40001] 1
 z[40001,1:b1] c02_start[40001,1,extra,b1] -1
 z[40001,1:b1] c07_guarantee_cap[40001,1,0] -1
 z[40001,1:b1] c08_yearly_limit[bb] 1
 z[40001,1:b1] o03_spread[2701,bb] 1
 z[40001,1:b1] o04_load[bb] 1
 z[40001,2:a1+a1] MINUS_VALUE 186
 z[40001,2:a1+a1] c01_cover[40001] 1
 z[40001,2:a1+a1] c02_start[40001,2,extra,a1] -2
 z[40001,2:a1+a1] c05_window[40001,2,0] -1
 z[40001,2:a1+a1] c05_window[40001,2,1] -1
 z[40001,2:a1+a1] c07_guarantee_cap[40001,2,0] -1
 z[40001,2:a1+a1] c07_guarantee_cap[40001,2,1] -1
 z[40001,2:a1+a1] o03_spread[2701,aa] 2
 z[40001,2:a1+a1] o04_load[aa] 2
 z[40001,3:a1+b1] MINUS_VALUE -8987
 z[40001,3:a1+b1] c01_cover[40001] 1
 z[40001,3:a1+b1] c02_start[40001,2,extra,a1] -1
 z[40001,3:a1+b1] c02_start[40001,2,extra,b1] -1
 z[40001,3:a1+b1] c05_window[40001,2,0] -1
 z[40001,3:a1+b1] c05_window[40001,2,1] -1
 z[40001,3:a1+b1] c07_guarantee_cap[40001,3,0] -1
 z[40001,3:a1+b1] c07_guarantee_cap[40001,3,1] -1
 z[40001,3:a1+b1] c08_yearly_limit[bb] 1
 z[40001,3:a1+b1] o03_spread[2701,aa] 1
 z[40001,3:a1+b1] o03_spread[2701,bb] 1
 z[40001,3:a1+b1] o04_load[aa] 1
 z[40001,3:a1+b1] o04_load[bb] 1
 z[40001,4:b1+b1] MINUS_VALUE 2174
 z[40001,4:b1+b1] c01_cover[40001] 1
 z[40001,4:b1+b1] c02_start[40001,2,extra,b1] -2
 z[40001,4:b1+b1] c05_window[40001,2,0] -1
 z[40001,4:b1+b1] c05_window[40001,2,1] -1
 z[40001,4:b1+b1] c07_guarantee_cap[40001,4,0] -1
 z[40001,4:b1+b1] c07_guarantee_cap[40001,4,1] -1
 z[40001,4:b1+b1] c08_yearly_limit[bb] 2
 z[40001,4:b1+b1] o03_spread[2701,bb] 2
 z[40001,4:b1+b1] o04_load[bb] 2
 gap[40001] MINUS_VALUE 20395
 gap[40001] c01_cover[40001] 1
 u[40001,0,0] MINUS_VALUE -1169
 u[40001,0,0] c07_guarantee_cap[40001,0,0] 1
 u[40001,0,0] c07_guarantee_cap[aa] 1
 u[40001,1,0] MINUS_VALUE -1405
 u[40001,1,0] c07_guarantee_cap[40001,1,0] 1
 u[40001,2,0] MINUS_VALUE -2241
 u[40001,2,0] c07_guarantee_cap[40001,2,0] 1
 u[40001,2,0] c07_guarantee_cap[aa] 1
 u[40001,2,1] MINUS_VALUE -2241
 u[40001,2,1] c07_guarantee_cap[40001,2,1] 1
 u[40001,2,1] c07_guarantee_cap[aa] 1
 u[40001,3,0] MINUS_VALUE -1508
 u[40001,3,0] c07_guarantee_cap[40001,3,0] 1
 u[40001,3,0] c07_guarantee_cap[aa] 1
 u[40001,3,1] MINUS_VALUE -1986
 u[40001,3,1] c07_guarantee_cap[40001,3,1] 1
 u[40001,4,0] MINUS_VALUE -2158
 u[40001,4,0] c07_guarantee_cap[40001,4,0] 1
 u[40001,4,1] MINUS_VALUE -2158
 u[40001,4,1] c07_guarantee_cap[40001,4,1] 1
 y[40001,1,extra,a1,2027-01-04] MINUS_VALUE 0
 y[40001,1,extra,a1,2027-01-04] c02_start[40001,1,extra,a1] 1
 y[40001,1,extra,a1,2027-01-04] c03_room_capacity[a1,2027-01-04] 1
 y[40001,1,extra,a1,2027-01-04] c04_teacher_capacity[aa,Lager,2027-01-04] 1
 y[40001,1,extra,a1,2027-01-05] MINUS_VALUE 0
 y[40001,1,extra,a1,2027-01-05] c02_start[40001,1,extra,a1] 1
 y[40001,1,extra,a1,2027-01-05] c03_room_capacity[a1,2027-01-05] 1
 y[40001,1,extra,a1,2027-07-05] MINUS_VALUE 0
 y[40001,1,extra,a1,2027-07-05] c02_start[40001,1,extra,a1] 1
 y[40001,1,extra,a1,2027-07-05] c03_room_capacity[a1,2027-07-05] 1
 y[40001,1,extra,a1,2027-07-06] MINUS_VALUE 400
 y[40001,1,extra,a1,2027-07-06] c02_start[40001,1,extra,a1] 1
 y[40001,1,extra,a1,2027-07-06] c03_room_capacity[a1,2027-07-06] 1
 y[40001,1,extra,b1,2027-01-04] MINUS_VALUE 0
 y[40001,1,extra,b1,2027-01-04] c02_start[40001,1,extra,b1] 1
 y[40001,1,extra,b1,2027-01-04] c03_room_capacity[b1,2027-01-04] 1
 y[40001,1,extra,b1,2027-01-05] MINUS_VALUE 0
 y[40001,1,extra,b1,2027-01-05] c02_start[40001,1,extra,b1] 1
 y[40001,1,extra,b1,2027-01-05] c03_room_capacity[b1,2027-01-05] 1
 y[40001,1,extra,b1,2027-07-05] MINUS_VALUE -400
 y[40001,1,extra,b1,2027-07-05] c02_start[40001,1,extra,b1] 1
 y[40001,1,extra,b1,2027-07-05] c03_room_capacity[b1,2027-07-05] 1
 y[40001,1,extra,b1,2027-07-06] MINUS_VALUE -400
 y[40001,1,extra,b1,2027-07-06] c02_start[40001,1,extra,b1] 1
 y[40001,1,extra,b1,2027-07-06] c03_room_capacity[b1,2027-07-06] 1
 y[40001,2,extra,a1,2027-01-04] MINUS_VALUE 0
 y[40001,2,extra,a1,2027-01-04] c02_start[40001,2,extra,a1] 1
 y[40001,2,extra,a1,2027-01-04] c03_room_capacity[a1,2027-01-04] 1
 y[40001,2,extra,a1,2027-01-04] c04_teacher_capacity[aa,Lager,2027-01-04] 1
 y[40001,2,extra,a1,2027-01-04] c05_window[40001,2,0] 1
 y[40001,2,extra,a1,2027-01-05] MINUS_VALUE 0
 y[40001,2,extra,a1,2027-01-05] c02_start[40001,2,extra,a1] 1
 y[40001,2,extra,a1,2027-01-05] c03_room_capacity[a1,2027-01-05] 1
 y[40001,2,extra,a1,2027-01-05] c05_window[40001,2,0] 1
 y[40001,2,extra,a1,2027-07-05] MINUS_VALUE 0
 y[40001,2,extra,a1,2027-07-05] c02_start[40001,2,extra,a1] 1
 y[40001,2,extra,a1,2027-07-05] c03_room_capacity[a1,2027-07-05] 1
 y[40001,2,extra,a1,2027-07-05] c05_window[40001,2,1] 1
 y[40001,2,extra,a1,2027-07-06] MINUS_VALUE 400
 y[40001,2,extra,a1,2027-07-06] c02_start[40001,2,extra,a1] 1
 y[40001,2,extra,a1,2027-07-06] c03_room_capacity[a1,2027-07-06] 1
 y[40001,2,extra,a1,2027-07-06] c05_window[40001,2,1] 1
 y[40001,2,extra,b1,2027-01-04] MINUS_VALUE 0
 y[40001,2,extra,b1,2027-01-04] c02_start[40001,2,extra,b1] 1
 y[40001,2,extra,b1,2027-01-04] c03_room_capacity[b1,2027-01-04] 1
 y[40001,2,extra,b1,2027-01-04] c05_window[40001,2,0] 1
 y[40001,2,extra,b1,2027-01-05] MINUS_VALUE 0
 y[40001,2,extra,b1,2027-01-05] c02_start[40001,2,extra,b1] 1
 y[40001,2,extra,b1,2027-01-05] c03_room_capacity[b1,2027-01-05] 1
 y[40001,2,extra,b1,2027-01-05] c05_window[40001,2,0] 1
 y[40001,2,extra,b1,2027-07-05] MINUS_VALUE -400
 y[40001,2,extra,b1,2027-07-05] c02_start[40001,2,extra,b1] 1
 y[40001,2,extra,b1,2027-07-05] c03_room_capacity[b1,2027-07-05] 1
 y[40001,2,extra,b1,2027-07-05] c05_window[40001,2,1] 1
 y[40001,2,extra,b1,2027-07-06] MINUS_VALUE -400
 y[40001,2,extra,b1,2027-07-06] c02_start[40001,2,extra,b1] 1
 y[40001,2,extra,b1,2027-07-06] c03_room_capacity[b1,2027-07-06] 1
 y[40001,2,extra,b1,2027-07-06] c05_window[40001,2,1] 1
 z[40002,0:a1] MINUS_VALUE 38
 z[40002,0:a1] c01_cover[40002] 1
 z[40002,0:a1] c02_start[40002,1,q1,a1] -1
 z[40002,0:a1] c07_guarantee_cap[40002,0,0] -1
 z[40002,0:a1] o03_spread[2701,aa] 1
 z[40002,0:a1] o04_load[aa] 2
 u[40002,0,0] MINUS_VALUE -3396
 u[40002,0,0] c07_guarantee_cap[40002,0,0] 1
 u[40002,0,0] c07_guarantee_cap[aa] 1
 y[40002,1,q1,a1,2027-01-04] MINUS_VALUE 0
 y[40002,1,q1,a1,2027-01-04] c02_start[40002,1,q1,a1] 1
 y[40002,1,q1,a1,2027-01-04] c03_room_capacity[a1,2027-01-04] 1
 y[40002,1,q1,a1,2027-01-04] c03_room_capacity[a1,2027-01-05] 1
 y[40002,1,q1,a1,2027-01-04] c04_teacher_capacity[aa,Lager,2027-01-04] 1
 z[40003,0:b1] MINUS_VALUE -143
 z[40003,0:b1] c01_cover[40003] 1
 z[40003,0:b1] c02_start[40003,1,extra,b1] -1
 z[40003,0:b1] c08_yearly_limit[bb] 1
 z[40003,0:b1] o03_spread[2701,bb] 1
 z[40003,0:b1] o04_load[bb] 1
 gap[40003] MINUS_VALUE 20395
 gap[40003] c01_cover[40003] 1
 y[40003,1,extra,b1,2027-01-04] MINUS_VALUE 0
 y[40003,1,extra,b1,2027-01-04] c02_start[40003,1,extra,b1] 1
 y[40003,1,extra,b1,2027-01-04] c03_room_capacity[b1,2027-01-04] 1
 y[40003,1,extra,b1,2027-01-05] MINUS_VALUE 0
 y[40003,1,extra,b1,2027-01-05] c02_start[40003,1,extra,b1] 1
 y[40003,1,extra,b1,2027-01-05] c03_room_capacity[b1,2027-01-05] 1
 y[40003,1,extra,b1,2027-07-05] MINUS_VALUE 0
 y[40003,1,extra,b1,2027-07-05] c02_start[40003,1,extra,b1] 1
 y[40003,1,extra,b1,2027-07-05] c03_room_capacity[b1,2027-07-05] 1
 y[40003,1,extra,b1,2027-07-06] MINUS_VALUE 0
 y[40003,1,extra,b1,2027-07-06] c02_start[40003,1,extra,b1] 1
 y[40003,1,extra,b1,2027-07-06] c03_room_capacity[b1,2027-07-06] 1
 MARKER1 'MARKER' 'INTEND'
 over[o03_spread[2701,aa],1] MINUS_VALUE 400
 over[o03_spread[2701,aa],1] o03_spread[2701,aa] -1
 over[o03_spread[2701,bb],1] MINUS_VALUE 400
 over[o03_spread[2701,bb],1] o03_spread[2701,bb] -1
 over[o04_load[aa],1] MINUS_VALUE 40
 over[o04_load[aa],1] o04_load[aa] -1
 over[o04_load[aa],2] MINUS_VALUE 120
 over[o04_load[aa],2] o04_load[aa] -1
 over[o04_load[aa],3] MINUS_VALUE 300
 over[o04_load[aa],3] o04_load[aa] -1
 over[o04_load[bb],1] MINUS_VALUE 40
 over[o04_load[bb],1] o04_load[bb] -1
 over[o04_load[bb],2] MINUS_VALUE 120
 over[o04_load[bb],2] o04_load[bb] -1
 over[o04_load[bb],3] MINUS_VALUE 300
 over[o04_load[bb],3] o04_load[bb] -1
RHS
 RHS c01_cover[40001] 1
 RHS c01_cover[40002] 1
 RHS c01_cover[40003] 1
 RHS c03_room_capacity[a1,2027-01-04] 1
 RHS c03_room_capacity[a1,2027-01-05] 1
 RHS c03_room_capacity[a1,2027-07-05] 1
 RHS c03_room_capacity[a1,2027-07-06] 1
 RHS c03_room_capacity[b1,2027-01-04] 1
 RHS c03_room_capacity[b1,2027-01-05] 1
 RHS c03_room_capacity[b1,2027-07-05] 1
 RHS c03_room_capacity[b1,2027-07-06] 1
 RHS c04_teacher_capacity[aa,Lager,2027-01-04] 1
 RHS c07_guarantee_cap[aa] 1
 RHS c08_yearly_limit[bb] 3
 RHS o03_spread[2701,aa] 1
 RHS o03_spread[2701,bb] 2
 RHS o04_load[aa] 2
 RHS o04_load[bb] 3
BOUNDS
 UP BOUND z[40001,0:a1] 1
 UP BOUND z[40001,1:b1] 1
 UP BOUND z[40001,2:a1+a1] 1
 UP BOUND z[40001,3:a1+b1] 1
 UP BOUND z[40001,4:b1+b1] 1
 UP BOUND gap[40001] 1
 UP BOUND u[40001,0,0] 1
 UP BOUND u[40001,1,0] 1
 UP BOUND u[40001,2,0] 1
 UP BOUND u[40001,2,1] 1
 UP BOUND u[40001,3,0] 1
 UP BOUND u[40001,3,1] 1
 UP BOUND u[40001,4,0] 1
 UP BOUND u[40001,4,1] 1
 UP BOUND y[40001,1,extra,a1,2027-01-04] 1
 UP BOUND y[40001,1,extra,a1,2027-01-05] 1
 UP BOUND y[40001,1,extra,a1,2027-07-05] 1
 UP BOUND y[40001,1,extra,a1,2027-07-06] 1
 UP BOUND y[40001,1,extra,b1,2027-01-04] 1
 UP BOUND y[40001,1,extra,b1,2027-01-05] 1
 UP BOUND y[40001,1,extra,b1,2027-07-05] 1
 UP BOUND y[40001,1,extra,b1,2027-07-06] 1
 UP BOUND y[40001,2,extra,a1,2027-01-04] 1
 UP BOUND y[40001,2,extra,a1,2027-01-05] 1
 UP BOUND y[40001,2,extra,a1,2027-07-05] 1
 UP BOUND y[40001,2,extra,a1,2027-07-06] 1
 UP BOUND y[40001,2,extra,b1,2027-01-04] 1
 UP BOUND y[40001,2,extra,b1,2027-01-05] 1
 UP BOUND y[40001,2,extra,b1,2027-07-05] 1
 UP BOUND y[40001,2,extra,b1,2027-07-06] 1
 UP BOUND z[40002,0:a1] 1
 UP BOUND u[40002,0,0] 1
 UP BOUND y[40002,1,q1,a1,2027-01-04] 1
 UP BOUND z[40003,0:b1] 1
 UP BOUND gap[40003] 1
 UP BOUND y[40003,1,extra,b1,2027-01-04] 1
 UP BOUND y[40003,1,extra,b1,2027-01-05] 1
 UP BOUND y[40003,1,extra,b1,2027-07-05] 1
 UP BOUND y[40003,1,extra,b1,2027-07-06] 1
 PL BOUND over[o03_spread[2701,aa],1]
 PL BOUND over[o03_spread[2701,bb],1]
 UP BOUND over[o04_load[aa],1] 0
 UP BOUND over[o04_load[aa],2] 0
 PL BOUND over[o04_load[aa],3]
 UP BOUND over[o04_load[bb],1] 0
 UP BOUND over[o04_load[bb],2] 0
 PL BOUND over[o04_load[bb],3]
ENDATA
